/**
 * What every store of this job needs to be opened: its bucket's settings and its secrets, free of
 * any SDK. Each SDK is imported in the package of its own store and nowhere else.
 */
package org.bucketcopy.job.stores;
