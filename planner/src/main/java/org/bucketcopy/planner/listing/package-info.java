/**
 * What there is to copy: the objects under a prefix as one lazy stream, alone ({@link
 * org.bucketcopy.planner.listing.SourceListing}) or side by side with what is already at the
 * destination ({@link org.bucketcopy.planner.listing.PairedListing}).
 *
 * <p>Memory does not grow with the number of keys: a few pages are held, never a set of keys. The
 * two sides are walked together in the order of {@link org.bucketcopy.planner.listing.KeyOrder},
 * which costs one listing request per page of each side and no HEAD per object; a server that lists
 * in another order costs one look per object instead, and no wrong answer.
 */
package org.bucketcopy.planner.listing;
