package org.bucketcopy.planner.store;

/**
 * What every {@link ObjectStore} must do. A store's test class implements this and answers {@link
 * #harness}, keeping one harness in a field, so that each test has its own.
 */
public interface StoreContract
    extends ProfileContract,
        ListingContract,
        HeadContract,
        InspectionContract,
        ObjectCopyContract,
        PartCopyContract,
        UploadContract,
        MetadataContract,
        ConditionContract,
        BodyContract,
        DeletionContract {}
