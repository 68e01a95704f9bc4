/**
 * What every store of this job needs to be opened: its bucket's settings and its secrets, free of
 * any SDK. Where its requests go is found in one step ({@link
 * org.bucketcopy.job.stores.StoreOpener#location}), which alone reads a JVM's surroundings; what it
 * finds is settings, so that it can be shipped. Each SDK is imported in the package of its own
 * store and nowhere else. So are the words of its policies: {@link
 * org.bucketcopy.job.stores.RightsLanguage} writes what somebody has to add so that a right is
 * there.
 */
package org.bucketcopy.job.stores;
