package org.bucketcopy.job.transfer;

import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.DestinationRule;

/**
 * The object that a stream becomes.
 *
 * @param destination where it goes
 * @param metadata what it shall carry, tags included
 * @param rule what to do if the destination exists
 */
public record StreamedObject(
    ObjectLocation destination, ObjectMetadata metadata, DestinationRule rule) {}
