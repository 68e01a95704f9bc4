package org.bucketcopy.job.stores.s3.direct;

import java.util.Optional;
import org.bucketcopy.job.stores.listing.PageRequest;

/**
 * Asks for a page of a listing.
 *
 * @param page which
 * @param pageSize maximum number of objects on the page; empty for as many as the store gives
 */
public record ListingRequest(PageRequest page, Optional<Integer> pageSize) {}
