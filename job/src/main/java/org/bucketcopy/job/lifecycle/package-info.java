/** How a command ends: of itself, early, or by a signal, and what it reports to its caller then. */
package org.bucketcopy.job.lifecycle;
