package org.bucketcopy.job.servers.oss;

import java.util.Map;
import java.util.Optional;

/** A way to answer one request otherwise than a sound server does. */
@FunctionalInterface
public interface OssFault {
  /** No body, after the work was done. */
  OssFault EMPTY =
      (request, work) -> {
        work.on(request);
        return Optional.of(OssReply.empty(200));
      };

  /** A page of some machine in between, after the work was done. */
  OssFault HTML =
      (request, work) -> {
        work.on(request);
        return Optional.of(
            OssReply.text(200, "text/html", "<html><body><p>Please wait</p></body></html>"));
      };

  /** The right document without its ETag. */
  OssFault WITHOUT_ETAG =
      (request, work) -> {
        OssReply reply = work.on(request);
        return Optional.of(
            OssReply.text(200, "application/xml", reply.body().replaceAll("<ETag>.*</ETag>", "")));
      };

  /** Half of the right document, well framed. */
  OssFault HALVED = (request, work) -> Optional.of(work.on(request).halved());

  /** Half of the right document, and then the line is cut. */
  OssFault CUT = (request, work) -> Optional.of(work.on(request).cut());

  /** The work is done, and the line is cut without a byte of an answer. */
  OssFault LOST_REPLY =
      (request, work) -> {
        work.on(request);
        return Optional.empty();
      };

  /** The line is cut, and nothing is done. */
  OssFault LOST_REQUEST = (request, work) -> Optional.empty();

  /** The range is not seen, and the whole source is copied. */
  OssFault IGNORED_RANGE =
      (request, work) -> Optional.of(work.on(request.without("x-oss-copy-source-range")));

  /** The work is right, but the answer does not say which bytes were copied. */
  OssFault UNSAID_RANGE =
      (request, work) -> {
        OssReply reply = work.on(request);
        return Optional.of(new OssReply(200, Map.of(), reply.body(), reply.promised()));
      };

  /** The first bytes are copied in place of those that were asked for, and the answer says so. */
  OssFault OTHER_RANGE =
      (request, work) ->
          Optional.of(work.on(request.withHeader("x-oss-copy-source-range", "bytes=0-102399")));

  /** As many other bytes are copied as were asked for, and the answer does not let on. */
  OssFault MISCOPIED =
      (request, work) -> {
        String asked = request.header("x-oss-copy-source-range").orElse("bytes=0-0");
        long first = Long.parseLong(asked.substring(6, asked.indexOf('-')));
        long last = Long.parseLong(asked.substring(asked.indexOf('-') + 1));
        OssReply reply =
            work.on(request.withHeader("x-oss-copy-source-range", "bytes=0-" + (last - first)));
        return Optional.of(
            reply.with("Content-Range", "bytes " + first + "-" + last + "/" + (last + 1)));
      };

  /** Each part is called larger by ten times than it is: for listings of parts. */
  OssFault OTHER_SIZES =
      (request, work) -> {
        OssReply reply = work.on(request);
        return Optional.of(
            OssReply.text(
                200,
                "application/xml",
                reply.body().replaceAll("<Size>(\\d+)</Size>", "<Size>$1" + "0</Size>")));
      };

  /** The bytes are stored, and the answer has the CRC-64 of others. */
  OssFault WRONG_CRC64 =
      (request, work) -> Optional.of(work.on(request).with("x-oss-hash-crc64ecma", "1"));

  /** The answer has nothing but its ETag. */
  OssFault WITHOUT_CRC64 =
      (request, work) -> Optional.of(work.on(request).without("x-oss-hash-crc64ecma"));

  /** Success, and no header that says of what. */
  OssFault BARE =
      (request, work) ->
          Optional.of(work.on(request).without("x-oss-hash-crc64ecma").without("ETag"));

  /** One bit of the body arrives as another. */
  OssFault BIT_FLIPPED =
      (request, work) -> {
        byte[] arrived = request.content().bytes();
        if (arrived.length > 0) {
          if (arrived.length > 0) {
            arrived[arrived.length / 2] ^= 1;
          }
        }
        return Optional.of(work.on(request.with(Content.of(arrived))));
      };

  /** The bytes are stored, and the answer has the ETag of others. */
  OssFault OTHER_ETAG =
      (request, work) ->
          Optional.of(work.on(request).with("ETag", "\"D41D8CD98F00B204E9800998ECF8427E\""));

  /** The range of a read is not seen. */
  OssFault WHOLE_READ = (request, work) -> Optional.of(work.on(request.without("range")));

  /** The first bytes are read in place of those that were asked for, and the answer says so. */
  OssFault OTHER_READ =
      (request, work) -> Optional.of(work.on(request.withHeader("range", "bytes=0-9")));

  /** The condition of a read is not looked at. */
  OssFault UNCONDITIONAL_READ =
      (request, work) -> Optional.of(work.on(request.without("if-match")));

  /** The condition on the source is not looked at. */
  OssFault IGNORED_IF_MATCH =
      (request, work) -> Optional.of(work.on(request.without("x-oss-copy-source-if-match")));

  /** An error, and nothing is done. A status of 200 makes it one that hides. */
  static OssFault error(int status, String code) {
    return error(status, code, "as the test asked");
  }

  /** The same in other words. */
  static OssFault error(int status, String code, String message) {
    return (request, work) -> Optional.of(OssReply.error(status, code, message));
  }

  /**
   * Answers a request.
   *
   * @param work does what the request asks for
   * @return the answer; empty to cut the line
   */
  Optional<OssReply> answer(OssRequest request, Work work);

  /** What a sound server does with a request. */
  @FunctionalInterface
  interface Work {
    /** Does it, and gives the answer. */
    OssReply on(OssRequest request);
  }
}
