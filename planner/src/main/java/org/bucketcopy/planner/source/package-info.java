/**
 * What a run works on, wherever it comes from. A source shows {@link
 * org.bucketcopy.planner.source.SourceEntry entries}: objects of a bucket, or files. A producer
 * gives each as a {@link org.bucketcopy.planner.source.Candidate}, with its destination and what is
 * there already. The rest of a run knows only {@link org.bucketcopy.planner.source.Candidates}.
 *
 * <p>A new kind of source is one producer: it lists its entries, names the destination of each
 * ({@link org.bucketcopy.planner.source.KeyMapping} for keys), finds out what is there, and pairs
 * both by {@link org.bucketcopy.planner.source.SourceEntry#to}. The listings of two buckets are the
 * first ({@code planner.listing}). One that gives its entries in key order is a {@link
 * org.bucketcopy.planner.source.SourceWalk}, and is paired there too.
 *
 * <p>Candidates are a sum and not one record with an empty source: millions of them pass, and an
 * entry that fails by itself is one too. A pair names the kind of its source in its type, so that a
 * plan to copy an object holds an object, without a cast.
 */
package org.bucketcopy.planner.source;
