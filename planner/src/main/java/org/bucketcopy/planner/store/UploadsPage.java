package org.bucketcopy.planner.store;

import java.util.Optional;

/**
 * One page of the open uploads under a prefix.
 *
 * @param open what it lists
 * @param entries how many entries the store gave, those of other keys included
 * @param next after which the next page starts; empty if this is the last page
 */
public record UploadsPage(OpenUploads open, int entries, Optional<UploadMarker> next) {}
