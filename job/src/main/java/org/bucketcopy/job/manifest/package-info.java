/**
 * Manifests: files that name the objects of a copy. {@link
 * org.bucketcopy.job.manifest.ManifestFile} reads one row after the other, in a {@link
 * org.bucketcopy.job.manifest.ManifestFormat}; {@link org.bucketcopy.job.manifest.RowAddresses}
 * says what a row means. What becomes of rows, {@code planner.listing.NamedPairs} knows.
 */
package org.bucketcopy.job.manifest;
