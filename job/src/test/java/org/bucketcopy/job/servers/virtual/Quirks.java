package org.bucketcopy.job.servers.virtual;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.job.servers.AnswerQuirks;
import org.bucketcopy.job.servers.EchoedKey;
import org.bucketcopy.job.servers.HeaderQuirk;
import org.bucketcopy.job.servers.ListingQuirks;
import org.bucketcopy.job.servers.Rights;

/** Which quirks a server has now, and for how many requests. Thread-safe. */
public final class Quirks {
  private final Map<Quirk, AtomicLong> left = new EnumMap<>(Quirk.class);

  private final ListingQuirks listings = new ListingQuirks();
  private final AnswerQuirks answers = new AnswerQuirks();

  private volatile EchoedKey echoedKey = EchoedKey.SOUND;
  private volatile HeaderQuirk headers = HeaderQuirk.NONE;
  private final Rights rights = new Rights();

  Quirks() {
    for (Quirk quirk : Quirk.values()) {
      left.put(quirk, new AtomicLong());
    }
  }

  /** Every request that the quirk can concern meets it from now on. */
  public void always(Quirk quirk) {
    next(quirk, Long.MAX_VALUE);
  }

  /** So many requests that the quirk can concern meet it; 0 ends it. */
  public void next(Quirk quirk, long requests) {
    left(quirk).set(requests);
  }

  /** How it lists. */
  public ListingQuirks listings() {
    return listings;
  }

  /** Writes keys so from now on, but into listings. */
  public void echo(EchoedKey wording) {
    echoedKey = wording;
  }

  /** Shows so from now on what objects carry. */
  public void show(HeaderQuirk wording) {
    headers = wording;
  }

  HeaderQuirk headers() {
    return headers;
  }

  EchoedKey echoedKey() {
    return echoedKey;
  }

  /** How it answers. */
  public AnswerQuirks answers() {
    return answers;
  }

  /** What its login may not do; a copy needs to be allowed HEAD_OBJECT of its source. */
  public Rights rights() {
    return rights;
  }

  /** Whether a request that {@code quirk} can concern meets it. */
  boolean meets(Quirk quirk) {
    return left(quirk).getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }

  private AtomicLong left(Quirk quirk) {
    return Optional.ofNullable(left.get(quirk)).orElseThrow();
  }
}
