/**
 * The packaged application on Spark distributions of several versions, which {@code .ci/matrix}
 * brings. {@link org.bucketcopy.job.matrix.SparkMatrix} says which runs there are.
 */
@NullMarked
package org.bucketcopy.job.matrix;

import org.jspecify.annotations.NullMarked;
