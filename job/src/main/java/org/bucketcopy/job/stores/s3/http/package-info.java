/**
 * Connections for the many small requests of {@code stores.s3.direct}, on Netty alone: {@link
 * org.bucketcopy.job.stores.s3.http.HttpConnections} is the way in. They take the place of the
 * SDK's, which wrap their pool seven times and change the handlers of a connection for each
 * request, where there is no proxy. {@code stores.s3} guards their answers as it does the SDK's.
 */
package org.bucketcopy.job.stores.s3.http;
