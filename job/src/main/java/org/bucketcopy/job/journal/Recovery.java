package org.bucketcopy.job.journal;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * What was found in the journal when it was opened.
 *
 * @param header the run's own; for a run that has just started, the one it was opened with
 * @param uploads those that were initiated and not ended, by destination; of several for one
 *     destination the last is the newest. The store may know better: one that it does not know any
 *     more has ended.
 * @param intents those of uploads that may be open under an id that was never received
 * @param notes on objects that are at the destination
 * @param damaged number of records that could not be read, each reported in the log. An upload
 *     whose record is lost is not among {@code uploads}; one whose end is lost is.
 */
public record Recovery(
    JournalHeader header,
    ImmutableListMultimap<ObjectLocation, UploadRecord> uploads,
    ImmutableList<UploadIntent> intents,
    CopyNotes notes,
    int damaged) {}
