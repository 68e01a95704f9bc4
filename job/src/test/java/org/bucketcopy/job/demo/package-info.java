/**
 * {@code submit-scripts/bucket-copy demo}: runs the real job as a user would, on a store that it
 * starts for itself, and checks the result without the job's own code. It stands in the test tree
 * because the server does, which no application needs.
 */
@NullMarked
package org.bucketcopy.job.demo;

import org.jspecify.annotations.NullMarked;
