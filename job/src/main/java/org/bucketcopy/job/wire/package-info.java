/**
 * What crosses between the driver and the executors, and how it is encoded: one explicit Kryo
 * serializer for each type, since Kryo's own field serializer cannot make records.
 *
 * <p>A message travels as the bytes that the application's serializer ({@code
 * registrationRequired=true}) made of it. Messages may arrive twice, so each is safe to repeat:
 * outcomes are keyed by the id of their work, requests carry a sequence number, counters are
 * totals.
 */
package org.bucketcopy.job.wire;
