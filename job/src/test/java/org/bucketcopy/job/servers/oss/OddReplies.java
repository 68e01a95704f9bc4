package org.bucketcopy.job.servers.oss;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bucketcopy.job.servers.AnswerQuirk;
import org.bucketcopy.job.servers.AnswerQuirks;

/** Answers requests in the way that quirks say. */
final class OddReplies {
  private static final String TAGGING = "x-oss-tagging";

  private final AnswerQuirks quirks;

  OddReplies(AnswerQuirks quirks) {
    this.quirks = quirks;
  }

  /**
   * The answer to a request.
   *
   * @param object finds the object that the request reads or copies
   * @param work does what the request asks for
   */
  OssReply answer(
      OssCallKind kind,
      OssRequest request,
      Function<OssRequest, OssObject> object,
      Function<OssRequest, OssReply> work) {
    if (quirks.none()) {
      return work.apply(request);
    }
    AnswerQuirks.Call call = call(kind);
    boolean conditional = request.header("x-oss-copy-source-if-match").isPresent();
    Optional<AnswerQuirks.Refused> refused =
        quirks.refusal(new AnswerQuirks.Asked(call, conditional, tagged(kind, request, object)));
    if (refused.isPresent()) {
      throw new OssRefusal(refused.get().status(), refused.get().code(), "a quirk of the server");
    }
    OssReply reply = work.apply(request);
    if (call == AnswerQuirks.Call.HEAD || isOfBytes(kind)) {
      return new OssReply(
          reply.status(), headers(reply.headers()), reply.content(), reply.promised());
    }
    OssReply odd =
        OssReply.text(reply.status(), "application/xml", quirks.body(call, reply.body()));
    return new OssReply(odd.status(), reply.headers(), odd.body(), odd.promised());
  }

  private Map<String, String> headers(Map<String, String> headers) {
    boolean sized = !quirks.has(AnswerQuirk.HEAD_WITHOUT_LENGTH);
    ImmutableMap.Builder<String, String> sent = ImmutableMap.builder();
    headers.forEach(
        (name, value) -> {
          if (name.equals("ETag")) {
            sent.put(name, quirks.header(CharMatcher.is('"').trimFrom(value)));
          } else if (sized || !name.equals("Content-Length")) {
            sent.put(name, value);
          }
        });
    return sent.buildOrThrow();
  }

  private static boolean isOfBytes(OssCallKind kind) {
    return switch (kind) {
      case READ_OBJECT, PUT_OBJECT, UPLOAD_PART -> true;
      default -> false;
    };
  }

  private static AnswerQuirks.Call call(OssCallKind kind) {
    return switch (kind) {
      case HEAD_OBJECT -> AnswerQuirks.Call.HEAD;
      case READ_TAGS -> AnswerQuirks.Call.READ_TAGS;
      case WRITE_TAGS -> AnswerQuirks.Call.WRITE_TAGS;
      case COPY_OBJECT -> AnswerQuirks.Call.COPY_OBJECT;
      case INITIATE -> AnswerQuirks.Call.INITIATE;
      case UPLOAD_PART_COPY -> AnswerQuirks.Call.COPY_PART;
      case COMPLETE -> AnswerQuirks.Call.COMPLETE;
      default -> AnswerQuirks.Call.OTHER;
    };
  }

  private static boolean tagged(
      OssCallKind kind, OssRequest request, Function<OssRequest, OssObject> object) {
    return switch (kind) {
      case READ_TAGS -> !object.apply(request).tags().isEmpty();
      case COPY_OBJECT ->
          ObjectCalls.replaces(request, "x-oss-tagging-directive")
              ? request.header(TAGGING).isPresent()
              : !object.apply(request).tags().isEmpty();
      case INITIATE, PUT_OBJECT -> request.header(TAGGING).isPresent();
      default -> false;
    };
  }
}
