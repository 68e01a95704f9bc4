/** What the scripts of {@code submit-scripts/} do with their arguments. */
@NullMarked
package org.bucketcopy.job.scripts;

import org.jspecify.annotations.NullMarked;
