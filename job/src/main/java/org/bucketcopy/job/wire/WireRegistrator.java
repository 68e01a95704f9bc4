package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.serializer.KryoRegistrator;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.pace.BucketLoad;
import org.bucketcopy.planner.store.CopiedObject;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.TaggingDirective;
import org.bucketcopy.planner.store.UploadHandle;

/**
 * Registers every type of the wire with its serializer. An upload's handle and source are written
 * through {@code kryo.writeObject}, so that Kryo's references send them once in a message however
 * many parts of the upload it holds.
 */
public final class WireRegistrator implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    registerLocations(kryo);
    registerWork(kryo);
    registerOutcomes(kryo);
    registerMessages(kryo);
  }

  private static <T> void register(
      Kryo kryo, Class<T> type, WireSerializer.Writer<T> writer, WireSerializer.Reader<T> reader) {
    kryo.register(type, new WireSerializer<>(writer, reader));
  }

  private static void registerLocations(Kryo kryo) {
    register(
        kryo,
        Bucket.class,
        (k, out, bucket) -> {
          out.writeString(bucket.scheme());
          out.writeString(bucket.name());
        },
        (k, in) -> new Bucket(in.readString(), in.readString()));
    register(
        kryo,
        ObjectLocation.class,
        (k, out, object) -> {
          k.writeObject(out, object.bucket());
          out.writeString(object.key());
        },
        (k, in) -> new ObjectLocation(k.readObject(in, Bucket.class), in.readString()));
    register(
        kryo,
        CopySource.class,
        (k, out, source) -> {
          k.writeObject(out, source.object());
          out.writeString(source.etag().value());
          WireSerializer.writeText(out, source.versionId());
        },
        (k, in) ->
            new CopySource(
                k.readObject(in, ObjectLocation.class),
                ETag.of(in.readString()),
                WireSerializer.readText(in)));
    register(
        kryo,
        UploadHandle.class,
        (k, out, upload) -> {
          k.writeObject(out, upload.destination());
          out.writeString(upload.uploadId());
        },
        (k, in) -> new UploadHandle(k.readObject(in, ObjectLocation.class), in.readString()));
  }

  private static void registerWork(Kryo kryo) {
    register(
        kryo,
        WorkItem.ObjectWork.class,
        (k, out, work) -> {
          out.writeLong(work.id(), true);
          k.writeObject(out, work.copy().source());
          k.writeObject(out, work.copy().destination());
          WireSerializer.writeText(out, work.copy().storageClass());
          out.writeString(work.copy().rule().name());
          out.writeString(work.copy().tagging().name());
        },
        (k, in) ->
            new WorkItem.ObjectWork(
                in.readLong(true),
                new ObjectCopy(
                    k.readObject(in, CopySource.class),
                    k.readObject(in, ObjectLocation.class),
                    WireSerializer.readText(in),
                    DestinationRule.valueOf(in.readString()),
                    TaggingDirective.valueOf(in.readString()))));
    register(
        kryo,
        WorkItem.PartWork.class,
        (k, out, work) -> {
          out.writeLong(work.id(), true);
          k.writeObject(out, work.copy().upload());
          out.writeInt(work.copy().partNumber(), true);
          k.writeObject(out, work.copy().source());
          out.writeLong(work.copy().range().first(), true);
          out.writeLong(work.copy().range().last(), true);
        },
        (k, in) ->
            new WorkItem.PartWork(
                in.readLong(true),
                new PartCopy(
                    k.readObject(in, UploadHandle.class),
                    in.readInt(true),
                    k.readObject(in, CopySource.class),
                    new ByteRange(in.readLong(true), in.readLong(true)))));
  }

  private static void registerOutcomes(Kryo kryo) {
    register(
        kryo,
        Outcome.ObjectCopied.class,
        (k, out, copied) -> {
          out.writeLong(copied.id(), true);
          WireSerializer.writeText(out, copied.object().etag().map(ETag::value));
          WireSerializer.writeText(out, copied.object().versionId());
          WireSerializer.writeText(out, copied.object().contentCrc64());
          out.writeBoolean(copied.object().conditional());
        },
        (k, in) ->
            new Outcome.ObjectCopied(
                in.readLong(true),
                new CopiedObject(
                    WireSerializer.readText(in).map(ETag::of),
                    WireSerializer.readText(in),
                    WireSerializer.readText(in),
                    in.readBoolean())));
    register(
        kryo,
        Outcome.PartCopied.class,
        (k, out, copied) -> {
          out.writeLong(copied.id(), true);
          out.writeInt(copied.part().partNumber(), true);
          out.writeString(copied.part().etag().value());
          out.writeLong(copied.part().size(), true);
          out.writeBoolean(copied.part().conditional());
        },
        (k, in) ->
            new Outcome.PartCopied(
                in.readLong(true),
                new CopiedPart(
                    in.readInt(true),
                    ETag.of(in.readString()),
                    in.readLong(true),
                    in.readBoolean())));
    register(
        kryo,
        Outcome.Failed.class,
        (k, out, failed) -> {
          out.writeLong(failed.id(), true);
          writeFault(out, failed.fault());
        },
        (k, in) -> new Outcome.Failed(in.readLong(true), readFault(in)));
  }

  private static void writeFault(Output out, StoreFault fault) {
    out.writeString(fault.kind().name());
    out.writeString(fault.operation().name());
    out.writeString(fault.target());
    out.writeString(fault.code());
    out.writeInt(fault.status(), true);
    out.writeString(fault.requestId());
    out.writeString(fault.message());
  }

  private static StoreFault readFault(Input in) {
    return new StoreFault(
        StoreFault.Kind.valueOf(in.readString()),
        StoreOperation.valueOf(in.readString()),
        in.readString(),
        in.readString(),
        in.readInt(true),
        in.readString(),
        in.readString());
  }

  private static void registerMessages(Kryo kryo) {
    register(
        kryo,
        LeaseRequest.class,
        (k, out, request) -> {
          out.writeString(request.pump().executor());
          out.writeLong(request.pump().attempt(), true);
          out.writeString(request.destination());
          out.writeLong(request.sequence(), true);
          out.writeInt(request.room(), true);
          out.writeInt(request.spare(), true);
          WireSerializer.writeList(k, out, request.outcomes());
          writeCounts(out, request.requests());
          out.writeLong(request.load().sent(), true);
          out.writeLong(request.load().throttled(), true);
          out.writeInt(request.load().active(), true);
        },
        (k, in) ->
            new LeaseRequest(
                new PumpName(in.readString(), in.readLong(true)),
                in.readString(),
                in.readLong(true),
                in.readInt(true),
                in.readInt(true),
                WireSerializer.readList(k, in, Outcome.class),
                readCounts(in),
                new BucketLoad(in.readLong(true), in.readLong(true), in.readInt(true))));
    register(
        kryo,
        Lease.class,
        (k, out, lease) -> {
          WireSerializer.writeList(k, out, lease.items());
          out.writeLong(lease.askAgainMillis(), true);
          out.writeDouble(lease.requestsPerSecond());
          out.writeBoolean(lease.finished());
        },
        (k, in) ->
            new Lease(
                WireSerializer.readList(k, in, WorkItem.class),
                in.readLong(true),
                in.readDouble(),
                in.readBoolean()));
  }

  private static void writeCounts(Output out, RequestCounts counts) {
    out.writeInt(counts.byOperation().size(), true);
    counts
        .byOperation()
        .forEach(
            (operation, count) -> {
              out.writeString(operation.name());
              out.writeLong(count, true);
            });
    out.writeLong(counts.failed(), true);
    out.writeLong(counts.throttled(), true);
  }

  private static RequestCounts readCounts(Input in) {
    Map<StoreOperation, Long> counts = new EnumMap<>(StoreOperation.class);
    for (int left = in.readInt(true); left > 0; left--) {
      counts.put(StoreOperation.valueOf(in.readString()), in.readLong(true));
    }
    return new RequestCounts(counts, in.readLong(true), in.readLong(true));
  }
}
