/**
 * Values that check themselves: once one of them exists, nothing downstream asks again whether it
 * is valid. Sizes and offsets are {@code long} bytes, times are epoch milliseconds, absence is
 * {@link java.util.Optional}.
 */
package org.bucketcopy.planner.model;
