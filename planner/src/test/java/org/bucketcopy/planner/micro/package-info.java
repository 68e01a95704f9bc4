/**
 * What planning takes per key and per part, in time and in bytes allocated, measured by JMH: {@code
 * submit-scripts/benchmark --micro}. The classes are compiled with all tests, but only that script
 * makes JMH's code for them: a build does not run it.
 */
@NullMarked
package org.bucketcopy.planner.micro;

import org.jspecify.annotations.NullMarked;
