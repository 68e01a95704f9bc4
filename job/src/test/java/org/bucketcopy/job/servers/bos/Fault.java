package org.bucketcopy.job.servers.bos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.bucketcopy.job.servers.OddAnswer;

/** How the server may misbehave on one request. */
@FunctionalInterface
public interface Fault {
  /** The id of the requests that are answered by an error out of turn. */
  String REQUEST_ID = "6f9f1d1e-0000-4000-8000-fau1t";

  /** 200 with an empty body, its length given. */
  Fault EMPTY_200 = (request, work) -> HttpAnswer.empty(200);

  /** 200 with an empty body of no chunks. */
  Fault EMPTY_CHUNKED_200 =
      (request, work) -> HttpAnswer.empty(200).framed(HttpAnswer.Framing.CHUNKED);

  /** 200 with a page of some proxy. */
  Fault HTML_200 =
      (request, work) ->
          HttpAnswer.of(200, "text/html", "<html><body>busy</body></html>".getBytes(UTF_8));

  /** 503 with a page of some proxy. */
  Fault HTML_503 =
      (request, work) ->
          HttpAnswer.of(503, "text/html", "<html><body>busy</body></html>".getBytes(UTF_8));

  /** 200 with JSON that names no ETag and nothing else. */
  Fault NO_ETAG_200 =
      (request, work) -> HttpAnswer.json(200, JsonNodeFactory.instance.objectNode());

  /** The work is done, and its answer says so by a code, too. */
  Fault SUCCESS_CODE =
      (request, work) -> {
        String json = new String(work.apply(request).body(), UTF_8);
        String coded = json.replaceFirst("\\{", "{\"code\":\"success\",");
        return HttpAnswer.of(200, "application/json", coded.getBytes(UTF_8));
      };

  /** The work is done, and the answer ends in the middle. */
  Fault CUT_SHORT = (request, work) -> work.apply(request).framed(HttpAnswer.Framing.CUT_SHORT);

  /** The work is done, and the half of the answer ends with the connection as if it were whole. */
  Fault HALF_AN_ANSWER =
      (request, work) -> {
        HttpAnswer whole = work.apply(request);
        byte[] half = Arrays.copyOf(whole.body(), whole.body().length / 2);
        return HttpAnswer.of(200, "application/json", half).framed(HttpAnswer.Framing.CLOSED);
      };

  /** The work is done, and no answer comes. */
  Fault REPLY_LOST =
      (request, work) -> {
        HttpAnswer unused = work.apply(request);
        return unused.framed(HttpAnswer.Framing.NOTHING);
      };

  /** Nothing is done, and no answer comes. */
  Fault DROPPED = (request, work) -> HttpAnswer.NOTHING;

  /** The work is done, and the connection is reset in the middle of its answer. */
  Fault ANSWER_RESET = (request, work) -> work.apply(request).framed(HttpAnswer.Framing.RESET);

  /** The work is done, and the second half of its answer does not come. */
  Fault ANSWER_HALF_SENT =
      (request, work) -> work.apply(request).framed(HttpAnswer.Framing.HALF_SENT);

  /** A range is not looked at, so that the whole source becomes the part, or is read. */
  Fault RANGE_IGNORED =
      (request, work) -> work.apply(request.without("x-bce-copy-source-range").without("range"));

  /** Of an object, the same number of bytes is read that begins with the next one. */
  Fault OTHER_RANGE =
      (request, work) -> {
        SentRange asked = SentRange.of(request.header("range").orElseThrow());
        String other = "bytes=" + (asked.first() + 1) + "-" + (asked.last() + 1);
        return work.apply(request.with("range", other));
      };

  /** The condition on the source is not looked at. */
  Fault IF_MATCH_IGNORED =
      (request, work) ->
          work.apply(request.without("x-bce-copy-source-if-match").without("if-match"));

  /** The work is done, and its answer names no time. */
  Fault TIMELESS = (request, work) -> work.apply(request).with(Map.of("Last-Modified", ""));

  /** One bit of the body arrives as another. */
  Fault BIT_FLIPPED =
      (request, work) -> {
        byte[] arrived = request.body().clone();
        if (arrived.length > 0) {
          arrived[arrived.length / 2] ^= 1;
        }
        return work.apply(request.with(arrived));
      };

  /** The work is done, and its answer has this ETag, and no body that could name another. */
  static Fault etag(String value) {
    return (request, work) -> work.apply(request).with(Map.of("ETag", value));
  }

  /** This JSON with status 200; nothing is done. */
  static Fault json(String body) {
    return (request, work) -> HttpAnswer.of(200, "application/json", body.getBytes(UTF_8));
  }

  /**
   * The work is done, and its answer calls each part larger by ten times: for listings of parts.
   */
  Fault OTHER_SIZES =
      (request, work) -> {
        String json = new String(work.apply(request).body(), UTF_8);
        String other = json.replaceAll("(\"size\":\\d+)", "$1" + "0");
        return HttpAnswer.of(200, "application/json", other.getBytes(UTF_8));
      };

  /** 503 SlowDown. */
  Fault SLOW_DOWN = error(503, "SlowDown", "Please reduce your request rate.");

  /** How BOS throttles, too. */
  Fault RATE_TOO_HIGH = error(403, "AccessDenied", "Your request rate is too high.");

  /** An error with its status; nothing is done. */
  static Fault error(int status, String code, String message) {
    return (request, work) -> new BosError(status, code, message).answer(REQUEST_ID);
  }

  /** An error in the body of a 200; nothing is done. */
  static Fault errorIn200(String code) {
    return error(200, code, "The body says what the status does not.");
  }

  /** Bytes that are no answer of BOS; nothing is done. */
  static Fault odd(OddAnswer answer) {
    return (request, work) -> {
      throw new OddlyAnswered(answer);
    };
  }

  /** The same in chunks that begin with white space. */
  static Fault errorInChunked200(String code) {
    return (request, work) ->
        errorIn200(code).answer(request, work).framed(HttpAnswer.Framing.CHUNKED);
  }

  /**
   * The answer to {@code request}.
   *
   * @param work does what the request asks for
   */
  HttpAnswer answer(HttpRequest request, Function<HttpRequest, HttpAnswer> work);
}
