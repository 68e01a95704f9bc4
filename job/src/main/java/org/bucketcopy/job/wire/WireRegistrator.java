package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import org.apache.spark.serializer.KryoRegistrator;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.relay.RelayedObject;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Registers every type of the wire with its serializer. An upload's handle and source, object or
 * file, are written through {@code kryo.writeObject}, so that Kryo's references send them once in a
 * message however many parts of the upload it holds.
 */
public final class WireRegistrator implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    register(kryo, Bucket.class, new BucketSerializer());
    register(kryo, ObjectLocation.class, new ObjectLocationSerializer());
    register(kryo, Checksum.class, new ChecksumSerializer());
    register(kryo, CopySource.class, new CopySourceSerializer());
    register(kryo, UploadHandle.class, new UploadHandleSerializer());
    register(kryo, SourceFile.class, new SourceFileSerializer());
    register(kryo, ObjectMetadata.class, new ObjectMetadataSerializer());
    register(kryo, ObjectWork.class, new ObjectWorkSerializer());
    register(kryo, PartWork.class, new PartWorkSerializer());
    register(kryo, PutWork.class, new PutWorkSerializer());
    register(kryo, UploadPartWork.class, new UploadPartWorkSerializer());
    register(kryo, SourceObject.class, new SourceObjectSerializer());
    register(kryo, CompareWork.class, new CompareWorkSerializer());
    register(kryo, CompareRangeWork.class, new CompareRangeWorkSerializer());
    register(kryo, Compared.class, new ComparedSerializer());
    register(kryo, ComparedRange.class, new ComparedRangeSerializer());
    register(kryo, RelayPutWork.class, new RelayPutWorkSerializer());
    register(kryo, RelayPartWork.class, new RelayPartWorkSerializer());
    register(kryo, RelayedObject.class, new RelayedObjectSerializer());
    register(kryo, StoredObject.class, new StoredObjectSerializer());
    register(kryo, UploadedPart.class, new UploadedPartSerializer());
    register(kryo, Outcome.Done.class, new DoneSerializer());
    register(kryo, Outcome.Failed.class, new FailedSerializer());
    register(kryo, LeaseRequest.class, new LeaseRequestSerializer());
    register(kryo, Lease.class, new LeaseSerializer());
  }

  private static <T> void register(Kryo kryo, Class<T> type, WireSerializer<T> serializer) {
    kryo.register(type, serializer);
  }
}
