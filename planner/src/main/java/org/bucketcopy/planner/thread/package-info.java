/**
 * Nothing that a thread throws is lost: a defect ends the call, the object or the run that it
 * belongs to.
 */
package org.bucketcopy.planner.thread;
