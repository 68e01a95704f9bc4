package org.bucketcopy.job.run;

/**
 * What is shown of a run, whatever its command.
 *
 * @param title what it does, in words
 * @param dryRun whether it only says what it would do
 * @param paged whether it has a page
 * @param requests how many requests it makes
 * @param run what is kept of it
 */
public record RunOutline(
    RunTitle title, boolean dryRun, boolean paged, RequestSettings requests, RunSettings run) {}
