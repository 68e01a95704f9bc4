package org.bucketcopy.job.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
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
import org.junit.jupiter.api.Test;

final class WireRegistratorTest {
  private static final Bucket A = new Bucket("s3", "a");
  private static final Bucket B = new Bucket("s3", "b");
  private static final CopySource SOURCE =
      new CopySource(A.object("k\u00fc/\ud83d\ude00"), ETag.of("\"e-2\""), Optional.of("v1"));

  private final Kryo kryo = kryo();

  private static Kryo kryo() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.setReferences(true);
    new WireRegistrator().registerClasses(kryo);
    return kryo;
  }

  private byte[] encode(Object message) {
    Output out = new Output(64, -1);
    kryo.writeClassAndObject(out, message);
    return out.toBytes();
  }

  private Object roundTrip(Object message) {
    return kryo.readClassAndObject(new Input(encode(message)));
  }

  @Test
  void requestsArriveAsTheyWereSent() {
    StoreFault fault =
        new StoreFault(
            StoreFault.Kind.DENIED,
            StoreOperation.COPY_PART,
            "s3://b/k",
            "AccessDenied",
            403,
            "id",
            "no");
    LeaseRequest request =
        new LeaseRequest(
            new PumpName("3", 7),
            "endpoint=https://store.example",
            9,
            12,
            34,
            List.of(
                new Outcome.ObjectCopied(
                    1, new CopiedObject(ETag.of("x"), Optional.of("v"), Optional.empty())),
                new Outcome.ObjectCopied(
                    4,
                    new CopiedObject(Optional.empty(), Optional.empty(), Optional.of("12"), false)),
                new Outcome.PartCopied(5, new CopiedPart(3, ETag.of("p"), 7, false)),
                new Outcome.PartCopied(2, new CopiedPart(10_000, ETag.of("y"), 5L << 30)),
                new Outcome.Failed(Long.MAX_VALUE, fault)),
            new RequestCounts(Map.of(StoreOperation.COPY_PART, 5_000_000_000L), 3, 2),
            new BucketLoad(5_000_000_000L, 2, 64));

    assertThat(roundTrip(request)).isEqualTo(request);
  }

  @Test
  void leasesArriveAsTheyWereSent() {
    Lease lease =
        new Lease(
            List.of(
                new WorkItem.ObjectWork(
                    1,
                    new ObjectCopy(
                        SOURCE,
                        B.object("k"),
                        Optional.of("GLACIER_IR"),
                        DestinationRule.MUST_BE_ABSENT,
                        TaggingDirective.NONE)),
                part(2, 1, new UploadHandle(B.object("big"), "upload"))),
            250,
            12.5,
            true);

    assertThat(roundTrip(lease)).isEqualTo(lease);
  }

  @Test
  void partsOfOneUploadShareItsNames() {
    UploadHandle upload = new UploadHandle(B.object("k".repeat(1000)), "u".repeat(100));
    List<WorkItem> parts = new ArrayList<>();
    for (int n = 1; n <= 64; n++) {
      parts.add(part(n, n, upload));
    }

    assertThat(encode(new Lease(parts, 0, Double.POSITIVE_INFINITY, false)).length)
        .isLessThan(4_000);
  }

  private static WorkItem part(long id, int number, UploadHandle upload) {
    ByteRange range = new ByteRange((number - 1L) << 30, ((long) number << 30) - 1);
    return new WorkItem.PartWork(id, new PartCopy(upload, number, SOURCE, range));
  }
}
