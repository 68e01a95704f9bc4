/**
 * The fault drill: the real job on a real cluster, against a server with every fault turned on,
 * while executors and driver are killed. {@link org.bucketcopy.job.drill.FaultDrill} says what
 * happens in which order.
 */
package org.bucketcopy.job.drill;
