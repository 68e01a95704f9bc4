/**
 * Copies of which the bytes go through the machine that makes them: read from one store in one
 * pinned state, and sent to another. No byte is kept longer than until it is sent.
 */
package org.bucketcopy.planner.relay;
