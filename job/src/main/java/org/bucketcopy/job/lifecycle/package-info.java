/** How a command ends: of itself, early, or by a signal, and what it tells its caller then. */
package org.bucketcopy.job.lifecycle;
