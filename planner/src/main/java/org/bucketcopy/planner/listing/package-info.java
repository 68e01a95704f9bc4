/**
 * What there is to transfer, side by side with what is already at the destination: {@link
 * org.bucketcopy.planner.listing.PairedListing}.
 *
 * <p>Memory does not grow with the number of keys: a few pages of a bounded number of ranges are
 * held, never a set of keys. The two sides are walked together in the order of {@link
 * org.bucketcopy.planner.listing.KeyOrder}, which costs one listing request per page of each side
 * and no HEAD per object; a server that lists in another order costs one look per object instead,
 * and no wrong answer. Looks are made many at a time, and one that fails is a failure of its
 * object.
 *
 * <p>The two listings are one producer of {@link org.bucketcopy.planner.source.Candidates}, a full
 * outer merge: what is only at the destination is given to whoever asks for it ({@link
 * org.bucketcopy.planner.listing.Extraneous}). A copy does not, and then the destination is listed
 * only where the source has keys.
 *
 * <p>A source that gives its entries in key order by itself, as a tree of files does ({@link
 * org.bucketcopy.planner.source.SourceWalk}), is merged with the listing of the destination by
 * {@link org.bucketcopy.planner.listing.WalkedPairs}.
 *
 * <p>An object that is named by itself is looked at, and so is its destination: {@link
 * org.bucketcopy.planner.listing.SingleObject}. Whoever copies it need not list anything.
 *
 * <p>A listing is not believed blindly. An entry of the source that does not name one object for
 * certain is given as a failure of its own ({@code UnsureSources}); at the destination such an
 * entry only costs a look ({@code DoubtfulKeys}). A listing that comes back to where it was is no
 * listing ({@code Recurrence}). To refuse every key with U+FFFD was refused, since it is a legal
 * character: a HEAD decides.
 *
 * <p>Pages follow one another, so a long listing is split into ranges of keys that are listed at
 * the same time. A range is split where its keys, taken for numbers, are halved ({@code
 * KeyInterpolation}); the digits are learned from the keys seen ({@code KeyAlphabet}). The first
 * page of the new range shows whether that was right, and nothing depends on it: a boundary in vain
 * costs one request, and {@code SplitBudget} keeps those few. Splitting by folders was refused,
 * since a flat prefix has none, and so was an alphabet given beforehand, since keys may hold any
 * character. Both sides are split at the same boundary, and only at one on whose sides each key is
 * in UTF-8 and in UTF-16 alike. Keys that share a character on which the orders disagree are one
 * block in both; such a block is split by itself, under a longer prefix.
 *
 * <p>A walk that gives all of both sides says which keys it has given ({@link
 * org.bucketcopy.planner.listing.Coverage}), so that another one can go on from there: a few spans,
 * one for each range, and not one for each key. Their bounds are cut where the orders of UTF-8 and
 * UTF-16 begin to differ, so that a span has the same keys whichever order a store lists in.
 */
package org.bucketcopy.planner.listing;
