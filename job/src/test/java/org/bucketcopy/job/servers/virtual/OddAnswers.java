package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.bucketcopy.job.servers.AnswerQuirk;
import org.bucketcopy.job.servers.AnswerQuirks;
import org.bucketcopy.job.servers.HeaderQuirk;

/** Answers requests in the way that quirks say. */
final class OddAnswers {
  private final Buckets buckets;
  private final AnswerQuirks quirks;

  OddAnswers(Buckets buckets, AnswerQuirks quirks) {
    this.buckets = buckets;
    this.quirks = quirks;
  }

  /**
   * The answer to a request.
   *
   * @param work does what the request asks for
   */
  Answer answer(Request request, Function<Request, Answer> work) {
    if (quirks.none()) {
      return work.apply(request);
    }
    AnswerQuirks.Call call = call(request.operation());
    boolean conditional = request.header("x-amz-copy-source-if-match").isPresent();
    Optional<AnswerQuirks.Refused> refused =
        quirks.refusal(new AnswerQuirks.Asked(call, conditional, tagged(request)));
    if (refused.isPresent()) {
      throw new Refusal(error(refused.get().code()));
    }
    Answer answer = work.apply(request);
    String headers = quirks.headers(answer.headers());
    if (call == AnswerQuirks.Call.HEAD) {
      long length = quirks.has(AnswerQuirk.HEAD_WITHOUT_LENGTH) ? Answer.UNSAID : answer.length();
      return new Answer(answer.status(), headers, length, answer.body());
    }
    byte[] body = quirks.body(call, new String(answer.body(), UTF_8)).getBytes(UTF_8);
    return new Answer(answer.status(), headers, body.length, body);
  }

  private static AnswerQuirks.Call call(Operation operation) {
    return switch (operation) {
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

  private boolean tagged(Request request) {
    return switch (request.operation()) {
      case READ_TAGS ->
          !buckets.require(request.bucket()).require(request.key()).properties().tags().isEmpty();
      case COPY_OBJECT ->
          !SentProperties.ofCopy(
                  request, CopySource.find(request, buckets).properties(), HeaderQuirk.NONE)
              .tags()
              .isEmpty();
      case INITIATE, PUT_OBJECT -> !Tags.fromHeader(request).isEmpty();
      default -> false;
    };
  }

  private static S3Error error(String code) {
    return Arrays.stream(S3Error.values())
        .filter(error -> error.code().equals(code))
        .findFirst()
        .orElseThrow();
  }
}
