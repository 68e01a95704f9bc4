package org.bucketcopy.planner.model;

import java.util.Optional;

/**
 * One object as a listing shows it.
 *
 * @param key its key
 * @param identity its state; a listing names no version
 * @param storageClass its storage class as the store spells it; empty where the listing names none
 */
public record ListedObject(String key, ObjectIdentity identity, Optional<String> storageClass) {
  /** Its length in bytes. */
  public long size() {
    return identity.size();
  }
}
