package org.bucketcopy.job.servers.bos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bucketcopy.job.servers.AnswerQuirk;
import org.bucketcopy.job.servers.AnswerQuirks;

/** Answers requests in the way that quirks say. */
final class OddAnswers {
  private static final String TAGGING = "x-bce-tagging";

  private final AnswerQuirks quirks;

  OddAnswers(AnswerQuirks quirks) {
    this.quirks = quirks;
  }

  /**
   * The answer to a request.
   *
   * @param object finds the object that the request reads or copies
   * @param work does what the request asks for
   */
  HttpAnswer answer(
      BosCall kind,
      HttpRequest request,
      Function<HttpRequest, BosObject> object,
      Function<HttpRequest, HttpAnswer> work) {
    if (quirks.none()) {
      return work.apply(request);
    }
    AnswerQuirks.Call call = call(kind);
    boolean conditional = request.header("x-bce-copy-source-if-match").isPresent();
    Optional<AnswerQuirks.Refused> refused =
        quirks.refusal(new AnswerQuirks.Asked(call, conditional, tagged(kind, request, object)));
    if (refused.isPresent()) {
      throw new BosError(refused.get().status(), refused.get().code(), "a quirk of the server");
    }
    HttpAnswer answer = work.apply(request);
    if (call == AnswerQuirks.Call.HEAD) {
      return head(answer);
    }
    if (kind == BosCall.READ_OBJECT) {
      return answer;
    }
    byte[] body = quirks.body(call, new String(answer.body(), UTF_8)).getBytes(UTF_8);
    return new HttpAnswer(answer.status(), answer.headers(), body, answer.framing());
  }

  private HttpAnswer head(HttpAnswer answer) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.computeIfPresent(
        "ETag", (name, etag) -> quirks.header(CharMatcher.is('"').trimFrom(etag)));
    if (!quirks.has(AnswerQuirk.HEAD_WITHOUT_LENGTH)) {
      return new HttpAnswer(answer.status(), headers, answer.body(), answer.framing());
    }
    headers.remove("Content-Length");
    return new HttpAnswer(answer.status(), headers, answer.body(), HttpAnswer.Framing.UNSAID);
  }

  private static AnswerQuirks.Call call(BosCall kind) {
    return switch (kind) {
      case HEAD_OBJECT -> AnswerQuirks.Call.HEAD;
      case READ_TAGS -> AnswerQuirks.Call.READ_TAGS;
      case WRITE_TAGS -> AnswerQuirks.Call.WRITE_TAGS;
      case COPY_OBJECT -> AnswerQuirks.Call.COPY_OBJECT;
      case INITIATE -> AnswerQuirks.Call.INITIATE;
      case COPY_PART -> AnswerQuirks.Call.COPY_PART;
      case COMPLETE -> AnswerQuirks.Call.COMPLETE;
      default -> AnswerQuirks.Call.OTHER;
    };
  }

  private static boolean tagged(
      BosCall kind, HttpRequest request, Function<HttpRequest, BosObject> object) {
    return switch (kind) {
      case READ_TAGS -> !object.apply(request).carried().tags().isEmpty();
      case COPY_OBJECT ->
          BosObjects.copiesTags(request)
              ? !object.apply(request).carried().tags().isEmpty()
              : request.header(TAGGING).isPresent();
      case INITIATE, PUT_OBJECT -> request.header(TAGGING).isPresent();
      default -> false;
    };
  }
}
