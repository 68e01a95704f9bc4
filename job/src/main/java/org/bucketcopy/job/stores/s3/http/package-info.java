/**
 * Connections for the frequent requests of {@code stores.s3.direct}, on Netty alone: {@link
 * org.bucketcopy.job.stores.s3.http.HttpConnections} is the way in. They take the place of the
 * SDK's where there is no proxy. Those wrap their pool seven times, change the handlers of a
 * connection for each request, and copy the bytes of a body three times. {@code stores.s3} guards
 * their answers as it does the SDK's.
 */
package org.bucketcopy.job.stores.s3.http;
