package org.bucketcopy.job.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How a server lists from the next request on; as it should, at first. Thread-safe. */
public final class ListingQuirks {
  private final Set<ListingQuirk> quirks = ConcurrentHashMap.newKeySet();
  private final Set<EntryFlaw> flaws = ConcurrentHashMap.newKeySet();

  private volatile OptionalInt pageSize = OptionalInt.empty();

  /** Adds a quirk. */
  public ListingQuirks with(ListingQuirk quirk) {
    quirks.add(quirk);
    return this;
  }

  /** Adds a flaw of the entries that are to have one. */
  public ListingQuirks with(EntryFlaw flaw) {
    flaws.add(flaw);
    return this;
  }

  /** Gives at most so many entries on a page, whatever is asked for; for {@code VirtualS3}. */
  public ListingQuirks withPageSize(int entries) {
    pageSize = OptionalInt.of(entries);
    return this;
  }

  /** Most entries on a page, if the server is to give fewer than others. */
  public OptionalInt pageSize() {
    return pageSize;
  }

  /** Lists as it should again, but for the size of its pages. */
  public void clear() {
    quirks.clear();
    flaws.clear();
  }

  /** Whether it lists so. */
  public boolean has(ListingQuirk quirk) {
    return quirks.contains(quirk);
  }

  /** Whether a parameter is not heeded. */
  public boolean ignores(String parameter) {
    return quirks.stream().anyMatch(quirk -> quirk.ignores(parameter));
  }

  /** Those parameters that are heeded. */
  public Map<String, String> heeded(Map<String, String> parameters) {
    Map<String, String> heeded = new LinkedHashMap<>(parameters);
    heeded.keySet().removeIf(this::ignores);
    return heeded;
  }

  /** The bytes of a page as they are sent. */
  public byte[] sent(byte[] page) {
    return quirks.isEmpty() && flaws.isEmpty()
        ? page
        : sent(new String(page, ISO_8859_1)).getBytes(ISO_8859_1);
  }

  /** The same, with a character for each byte. */
  private String sent(String page) {
    String sent = page;
    for (EntryFlaw flaw : flaws) {
      sent = flaw.in(sent);
    }
    for (ListingQuirk quirk : quirks) {
      sent = quirk.worded(sent);
    }
    return sent;
  }
}
