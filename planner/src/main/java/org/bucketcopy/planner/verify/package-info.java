/**
 * What proves a copy right without reading a byte of it: arithmetic on what the stores answered.
 */
package org.bucketcopy.planner.verify;
