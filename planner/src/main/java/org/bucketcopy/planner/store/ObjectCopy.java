package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * A copy of a whole object by one call.
 *
 * @param source what to copy
 * @param destination where to
 * @param storageClass the class to give it, since no store carries it over; empty for the default
 * @param rule what to do if the destination exists
 */
public record ObjectCopy(
    CopySource source,
    ObjectLocation destination,
    Optional<String> storageClass,
    DestinationRule rule) {}
