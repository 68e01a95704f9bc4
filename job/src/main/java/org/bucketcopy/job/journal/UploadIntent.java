package org.bucketcopy.job.journal;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.model.ObjectLocation;

/**
 * An upload that is about to be initiated. If its answer never came, the store may hold an upload
 * that nobody knows the id of.
 *
 * @param destination the object that the upload would make
 * @param token what would mark the upload as ours; names the intent
 * @param at when Initiate was about to be sent, by the driver's clock, epoch milliseconds
 */
public record UploadIntent(ObjectLocation destination, String token, long at) {
  public UploadIntent {
    checkArgument(!token.isBlank(), "the intent to upload %s has no token", destination);
  }
}
