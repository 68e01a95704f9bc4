/**
 * How listings are read and walked, for all stores alike: objects, parts and open uploads.
 *
 * <p>A store gives pages as it wrote them; here is decided what an entry is worth, and whether a
 * page continues the one before. An entry that cannot be used is said to be so, and does not cost
 * its page. A page that does not continue the one before is asked for in another {@link
 * org.bucketcopy.job.stores.listing.Dialect}, and the one that works is kept for its bucket; where
 * none works, the listing ends with a fault that is not retried. So no walk is endless, and none
 * lists the same keys twice.
 */
package org.bucketcopy.job.stores.listing;
