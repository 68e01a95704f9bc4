/**
 * What the job needs of a store: {@link org.bucketcopy.planner.store.ObjectStore} and the values of
 * its calls. Limits and abilities of a store are data ({@link
 * org.bucketcopy.planner.store.StoreProfile}); nothing here or above branches on a vendor's name.
 *
 * <p>A failed call completes with a {@link org.bucketcopy.planner.store.StoreException} whose
 * {@link org.bucketcopy.planner.store.StoreFault} was classified once, at the SDK's edge, by the
 * decision the caller has to make. Stores never retry; {@link
 * org.bucketcopy.planner.store.RetryingStore} is the one place that does.
 */
package org.bucketcopy.planner.store;
