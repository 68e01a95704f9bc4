package org.bucketcopy.job.journal;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Multimaps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.UploadHandle;

/**
 * What entries leave open, in the order in which it was started, and what they note. For one
 * thread.
 */
final class OpenRecords {
  private static final int MARKS_OF_A_LINE = 1000;

  private final Map<UploadHandle, UploadRecord> uploads = new LinkedHashMap<>();
  private final Map<String, UploadIntent> intents = new LinkedHashMap<>();

  private final Set<Long> copies = new LinkedHashSet<>();
  private final Map<ObjectLocation, ETag> distrusted = new LinkedHashMap<>();

  /** Nothing open. */
  OpenRecords() {}

  /** The same open as in {@code other}. */
  OpenRecords(OpenRecords other) {
    uploads.putAll(other.uploads);
    intents.putAll(other.intents);
    copies.addAll(other.copies);
    distrusted.putAll(other.distrusted);
  }

  void apply(JournalEntry entry) {
    if (entry instanceof JournalEntry.Intended intended) {
      intents.put(intended.intent().token(), intended.intent());
    } else if (entry instanceof JournalEntry.Withdrawn withdrawn) {
      intents.remove(withdrawn.token());
    } else if (entry instanceof JournalEntry.Initiated initiated) {
      intents.remove(initiated.upload().token());
      uploads.put(initiated.upload().handle(), initiated.upload());
    } else if (entry instanceof JournalEntry.Ended ended) {
      uploads.remove(ended.upload());
    } else if (entry instanceof JournalEntry.Copied copied) {
      copies.addAll(copied.marks());
    } else if (entry instanceof JournalEntry.Distrusted wrong) {
      distrusted.put(wrong.destination(), wrong.etag());
    } else if (entry instanceof JournalEntry.Finished) {
      uploads.clear();
      intents.clear();
      copies.clear();
      distrusted.clear();
    }
  }

  ImmutableListMultimap<ObjectLocation, UploadRecord> uploadsByDestination() {
    return ImmutableListMultimap.copyOf(
        Multimaps.index(uploads.values(), UploadRecord::destination));
  }

  ImmutableList<UploadRecord> uploads() {
    return ImmutableList.copyOf(uploads.values());
  }

  ImmutableList<UploadIntent> intents() {
    return ImmutableList.copyOf(intents.values());
  }

  CopyNotes notes() {
    return new CopyNotes(copies, distrusted);
  }

  /** Entries that say the same. */
  List<JournalEntry> entries() {
    List<JournalEntry> entries = new ArrayList<>();
    intents.values().forEach(intent -> entries.add(new JournalEntry.Intended(intent)));
    uploads.values().forEach(upload -> entries.add(new JournalEntry.Initiated(upload)));
    distrusted.forEach((object, etag) -> entries.add(new JournalEntry.Distrusted(object, etag)));
    Iterables.partition(copies, MARKS_OF_A_LINE)
        .forEach(marks -> entries.add(new JournalEntry.Copied(marks)));
    return entries;
  }
}
