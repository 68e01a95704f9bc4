package org.bucketcopy.planner.store;

/** What a copy may do to an object that is already at its destination. */
public enum DestinationRule {
  /** Replace it. */
  REPLACE,
  /**
   * Leave it and fail with {@link StoreFault.Kind#ALREADY_EXISTS}, decided by the store in the same
   * step that would make the object. Honoured by stores with {@link Ability#COMPLETE_IF_ABSENT},
   * {@link Ability#COPY_OBJECT_IF_ABSENT} or {@link Ability#PUT_OBJECT_IF_ABSENT}, each for its own
   * call; {@link AbsentDestination} looks where the store cannot decide.
   */
  MUST_BE_ABSENT
}
