/**
 * The command line: one picocli class for each command. Options become settings and nothing more.
 */
package org.bucketcopy.job.options;
