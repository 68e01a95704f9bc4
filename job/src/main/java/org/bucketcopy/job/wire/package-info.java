/**
 * What crosses between the driver and the executors, and how it is encoded: one explicit Kryo
 * serializer for each type, since Kryo's own field serializer cannot make records.
 *
 * <p>Work runs itself: a {@link org.bucketcopy.job.wire.WorkItem} says what it does, on which
 * buckets, and how many bytes flow, and does it with what an executor offers. Its result comes back
 * in an {@link org.bucketcopy.job.wire.Outcome}, and reaches who waits for it in its type. A new
 * kind of work is one record that {@code WorkItem} permits, one serializer, and one line of {@link
 * org.bucketcopy.job.wire.WireRegistrator}; a result of a new type needs a serializer and a line of
 * its own. {@code WireRegistratorTest} fails for a kind that it has no sample of, or that does not
 * arrive as it was sent.
 *
 * <p>A message travels as the bytes that the application's serializer ({@code
 * registrationRequired=true}) made of it. Messages may arrive twice, so each is safe to repeat:
 * outcomes are keyed by the id of their work, requests carry a sequence number, counters are
 * totals.
 */
package org.bucketcopy.job.wire;
