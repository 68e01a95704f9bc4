package org.bucketcopy.job.transfer;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Results;

/**
 * What all transfers of one run share.
 *
 * @param tokens gives each upload of the run another one
 * @param queue where work for executors goes
 * @param journal where the next driver of the run finds what is open
 * @param results what became of each object
 * @param timer waits for the pauses
 */
public record TransferRun(
    Supplier<UploadToken> tokens,
    WorkQueue queue,
    UploadJournal journal,
    Results results,
    ScheduledExecutorService timer) {}
