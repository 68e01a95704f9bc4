package org.bucketcopy.planner.store;

/**
 * An entry of a listing that names no object which can be copied safely: it has no ETag, size or
 * time, or a key that the store could not write down. It is a failure of this entry, never of the
 * listing.
 *
 * @param key the key as far as it can be read; it may stand for several objects, or for none
 * @param reason what is wrong with it, for the report
 */
public record UnusableEntry(String key, String reason) {}
