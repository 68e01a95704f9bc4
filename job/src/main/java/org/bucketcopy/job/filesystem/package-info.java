/**
 * Files of any Hadoop file system as a source: what there is ({@code FileTree}, in the order of
 * keys), its bytes ({@code FileBody}), and whether it is still as it was ({@code FileStates}). All
 * of it is Hadoop's API and nothing of a single file system, but for two things. Local files are
 * listed by {@code java.nio}, since Hadoop's listing of them leaves out, without a word, a name
 * that the JVM cannot read and a link that leads nowhere. And HDFS alone reports whether somebody
 * still writes a file.
 *
 * <p>Local files are read as they are, without Hadoop's check sum files beside them; those are
 * files as any others.
 *
 * <p>A key is the path below the source, with {@code /} between names. The children of a directory
 * are sorted, a directory as its name with a {@code /} behind it, so that a walk depth first gives
 * keys in the order of UTF-8. Memory is for the children of the directories on the path, and for a
 * bounded number that are listed ahead. To sort all keys was refused, since trees have millions.
 */
package org.bucketcopy.job.filesystem;
