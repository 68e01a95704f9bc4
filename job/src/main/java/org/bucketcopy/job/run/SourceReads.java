package org.bucketcopy.job.run;

/**
 * What is read beside the bytes of entries, for what their objects carry.
 *
 * @param tags whether tags are read for each object that is made of parts
 * @param metadata whether metadata is read of those that one call transfers too
 * @param parts whether it is looked at of which parts each object was made
 */
public record SourceReads(boolean tags, boolean metadata, boolean parts) {}
