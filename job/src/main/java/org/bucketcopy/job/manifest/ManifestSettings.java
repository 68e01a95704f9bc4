package org.bucketcopy.job.manifest;

/**
 * A manifest that says what to copy.
 *
 * @param path where it is, as Hadoop names it
 * @param format how it is written
 */
public record ManifestSettings(String path, ManifestFormat format) {}
