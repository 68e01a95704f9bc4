/** How the job makes files and directories of its own, on any Hadoop file system. */
package org.bucketcopy.job.files;
