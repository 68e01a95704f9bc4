package org.bucketcopy.planner.store;

import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * The multipart upload to start.
 *
 * @param destination the object that it will make
 * @param metadata all that the object shall carry, our token among its user metadata
 * @param rule what to do if the destination exists
 */
public record UploadRequest(
    ObjectLocation destination, ObjectMetadata metadata, DestinationRule rule) {}
