/**
 * Time, threads and chance are given, in a {@link org.bucketcopy.planner.thread.Machine}, and never
 * taken. Nothing that a thread throws is lost: a defect ends the call, the object or the run that
 * it belongs to.
 */
package org.bucketcopy.planner.thread;
