package org.bucketcopy.planner.store;

import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * An object to be made of one body by one call.
 *
 * @param destination the object
 * @param metadata all that it shall carry, tags included
 * @param rule what to do if the destination exists
 */
public record ObjectPut(
    ObjectLocation destination, ObjectMetadata metadata, DestinationRule rule) {}
