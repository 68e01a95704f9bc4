package org.bucketcopy.planner.store;

import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * What the {@link StoreContract} needs of a store under test. A test class makes one for each test.
 * Objects are put and read by other means than the store under test where there are any.
 */
public interface StoreHarness {
  /**
   * Another instance on the same server each time: the contract works with two in turn, so that
   * state hidden in one shows. The contract closes it.
   */
  ObjectStore open();

  /** Where the contract puts its objects: fresh and empty for each harness. */
  ObjectPrefix source();

  /** Where the contract copies to: fresh and empty for each harness. */
  ObjectPrefix destination();

  /** Puts an object, replacing the one that is there. */
  void put(ObjectLocation object, byte[] content, ObjectMetadata metadata);

  /** All bytes of an object. */
  byte[] read(ObjectLocation object);

  /** Whether the server keeps a promise. */
  boolean supports(Promise promise);

  /**
   * Most objects on one page of a listing by {@link #open}. The contract puts a few more than that,
   * so a small page makes it quick.
   */
  default int pageSize() {
    return 1000;
  }

  /** A storage class that is not the default one and is readable at once. */
  default String otherStorageClass() {
    return "STANDARD_IA";
  }
}
