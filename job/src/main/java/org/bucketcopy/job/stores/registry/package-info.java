/** The one place that knows every kind of store. */
package org.bucketcopy.job.stores.registry;
