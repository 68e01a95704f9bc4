package org.bucketcopy.job.servers;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** How a server answers from the next request on; as it should, at first. Thread-safe. */
public final class AnswerQuirks {
  private static final Pattern ETAG_HEADER = Pattern.compile("(?im)^(ETag: )\"?([^\"\\r\\n]*)\"?");
  private static final Pattern ETAG_ELEMENT = Pattern.compile("<ETag>[^<]*</ETag>");
  private static final Pattern ETAG_FIELD = Pattern.compile("\"eTag\":\"[^\"]*\",?");
  private static final Pattern VALUE = Pattern.compile("<Value>[^<]*</Value>");
  private static final Pattern KEY = Pattern.compile("<Key>[^<]*</Key>");
  private static final Pattern TAG_FIELD = Pattern.compile("(\"[^\"]*\"):(\"[^\"]*\")");

  private final Set<AnswerQuirk> quirks = ConcurrentHashMap.newKeySet();

  /** The calls that a quirk can concern. */
  public enum Call {
    HEAD,
    READ_TAGS,
    WRITE_TAGS,
    COPY_OBJECT,
    INITIATE,
    COPY_PART,
    COMPLETE,
    OTHER
  }

  /**
   * A request, as far as a quirk looks at it.
   *
   * @param call which
   * @param conditional whether it has a condition on the source of a copy
   * @param tagged whether the object that it reads has tags, or the one that it makes is to have
   *     some
   */
  public record Asked(Call call, boolean conditional, boolean tagged) {}

  /**
   * An error that is answered in place of the work.
   *
   * @param status of HTTP
   * @param code the store's
   */
  public record Refused(int status, String code) {}

  /** Adds a quirk. */
  public AnswerQuirks with(AnswerQuirk quirk) {
    quirks.add(quirk);
    return this;
  }

  /** Answers as it should again. */
  public void clear() {
    quirks.clear();
  }

  /** Whether it answers so. */
  public boolean has(AnswerQuirk quirk) {
    return quirks.contains(quirk);
  }

  /** Whether it answers as it should. */
  public boolean none() {
    return quirks.isEmpty();
  }

  /** The error that a request meets. */
  public Optional<Refused> refusal(Asked asked) {
    boolean reads = asked.call() == Call.READ_TAGS;
    boolean writes = asked.call() == Call.WRITE_TAGS || (asked.tagged() && !reads);
    if (has(AnswerQuirk.NO_TAG_SET) && reads && !asked.tagged()) {
      return Optional.of(new Refused(404, "NoSuchTagSet"));
    }
    if ((has(AnswerQuirk.TAGS_NOT_READABLE) && reads)
        || (has(AnswerQuirk.TAGS_NOT_WRITABLE) && writes)) {
      return Optional.of(new Refused(403, "AccessDenied"));
    }
    boolean known = !has(AnswerQuirk.TAGS_NOT_IMPLEMENTED) || asked.call() == Call.COPY_OBJECT;
    return ((reads || writes) && !known)
            || (asked.conditional() && has(AnswerQuirk.IF_MATCH_NOT_IMPLEMENTED))
        ? Optional.of(new Refused(501, "NotImplemented"))
        : Optional.empty();
  }

  /** An ETag as it is written into a header. */
  public String header(String etag) {
    String written = has(AnswerQuirk.UPPER_CASE_ETAGS) ? etag.toUpperCase(Locale.ROOT) : etag;
    String quoted = has(AnswerQuirk.BARE_ETAGS) ? written : '"' + written + '"';
    return has(AnswerQuirk.WEAK_ETAGS) ? "W/" + quoted : quoted;
  }

  /** Lines of headers as they are sent. */
  public String headers(String lines) {
    return ETAG_HEADER.matcher(lines).replaceAll(found -> found.group(1) + header(found.group(2)));
  }

  /** A body as it is sent. */
  public String body(Call call, String body) {
    String sent = body;
    if (call == Call.READ_TAGS && has(AnswerQuirk.TAGS_WITHOUT_VALUE)) {
      sent = TAG_FIELD.matcher(VALUE.matcher(sent).replaceAll("")).replaceAll("$1:null");
    }
    if (call == Call.READ_TAGS && has(AnswerQuirk.TAGS_WITHOUT_KEY)) {
      sent = TAG_FIELD.matcher(KEY.matcher(sent).replaceAll("")).replaceAll("\"\":$2");
    }
    if (isWithoutEtag(call)) {
      sent = ETAG_FIELD.matcher(ETAG_ELEMENT.matcher(sent).replaceAll("")).replaceAll("");
    }
    return has(AnswerQuirk.BARE_ETAGS)
        ? sent.replaceAll("<ETag>(?:&quot;|\")([^<]*?)(?:&quot;|\")</ETag>", "<ETag>$1</ETag>")
        : sent;
  }

  private boolean isWithoutEtag(Call call) {
    return switch (call) {
      case COPY_OBJECT -> has(AnswerQuirk.COPY_WITHOUT_ETAG);
      case COPY_PART -> has(AnswerQuirk.PART_WITHOUT_ETAG);
      case COMPLETE -> has(AnswerQuirk.COMPLETE_WITHOUT_ETAG);
      default -> false;
    };
  }
}
