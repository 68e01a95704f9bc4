package org.bucketcopy.job.journal;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.UploadHandle;

/** What entries leave open, in the order it was begun. For one thread. */
final class OpenRecords {
  private final Map<UploadHandle, UploadRecord> uploads = new LinkedHashMap<>();
  private final Map<String, UploadIntent> intents = new LinkedHashMap<>();

  /** Nothing open. */
  OpenRecords() {}

  /** The same open as in {@code other}. */
  OpenRecords(OpenRecords other) {
    uploads.putAll(other.uploads);
    intents.putAll(other.intents);
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
    } else if (entry instanceof JournalEntry.Finished) {
      uploads.clear();
      intents.clear();
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

  /** Entries that say the same. */
  List<JournalEntry> entries() {
    List<JournalEntry> entries = new ArrayList<>();
    intents.values().forEach(intent -> entries.add(new JournalEntry.Intended(intent)));
    uploads.values().forEach(upload -> entries.add(new JournalEntry.Initiated(upload)));
    return entries;
  }
}
