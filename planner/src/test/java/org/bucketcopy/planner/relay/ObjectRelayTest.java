package org.bucketcopy.planner.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenObject;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

class ObjectRelayTest {
  private static final ObjectLocation FROM = new Bucket("s3", "from").object("a");
  private static final ObjectLocation TO = new Bucket("oss", "to").object("b");
  private static final byte[] CONTENT = "0123456789".getBytes(UTF_8);

  private final MemoryService source = new MemoryService();
  private final MemoryService destination = new MemoryService();
  private final ObjectMetadata carried =
      new ObjectMetadata(
          Map.of(ContentHeader.CONTENT_TYPE, "text/csv"),
          Map.of("owner", "me"),
          Map.of("team", "data"),
          Optional.empty());
  private final AtomicInteger streamsOpen = new AtomicInteger();

  ObjectRelayTest() {
    source.create(FROM.bucket());
    destination.create(TO.bucket());
    source.put(FROM, CONTENT, carried);
  }

  private static ObjectStore store(MemoryService service) {
    return new MemoryStore(service, MemoryStore.PROFILE, 1000);
  }

  /** A store of which some calls fail, and whose streams are counted. */
  private final class Failing extends StoreDecorator {
    private final Function<StoreOperation, Optional<Kind>> faults;
    private Function<ObjectInfo, ObjectInfo> shown = info -> info;

    Failing(ObjectStore store, Function<StoreOperation, Optional<Kind>> faults) {
      super(store);
      this.faults = faults;
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      return faults
          .apply(operation)
          .<CompletionStage<T>>map(
              kind ->
                  CompletableFuture.failedStage(
                      new StoreException(StoreFault.found(kind, operation, target, "no"))))
          .orElseGet(call);
    }

    @Override
    public ObjectReader reader() {
      ObjectReader reader = super.reader();
      return new ObjectReader() {
        @Override
        public CompletionStage<InputStream> read(CopySource object, ByteRange range) {
          return reader.read(object, range).thenApply(Failing.this::counted);
        }

        @Override
        public CompletionStage<OpenObject> open(CopySource object, long size) {
          return reader
              .open(object, size)
              .thenApply(
                  opened -> new OpenObject(shown.apply(opened.info()), counted(opened.bytes())));
        }
      };
    }

    private InputStream counted(InputStream bytes) {
      streamsOpen.incrementAndGet();
      return new FilterInputStream(bytes) {
        private boolean closed;

        @Override
        public void close() throws IOException {
          super.close();
          if (!closed) {
            closed = true;
            streamsOpen.decrementAndGet();
          }
        }
      };
    }
  }

  private Failing sound(MemoryService service) {
    return new Failing(store(service), operation -> Optional.empty());
  }

  private CompletionStage<RelayedObject> relay(
      ObjectStore from, ObjectStore to, ObjectMetadata given, TagRule tags) {
    ObjectInfo info = Calls.done(store(source).head(FROM, Optional.empty()));
    return new ObjectRelay(from, to)
        .put(
            new SourceObject(FROM, info.identity(), Optional.empty()),
            new ObjectPut(TO, given, DestinationRule.REPLACE),
            tags);
  }

  private ObjectMetadata made() {
    ObjectInfo info = Calls.done(store(destination).head(TO, Optional.empty()));
    return info.metadata().withTags(Calls.done(store(destination).tags(TO, Optional.empty())));
  }

  @Test
  void anObjectCarriesWhatItsSourceDoesAndWhatIsGiven() {
    ObjectMetadata given =
        new ObjectMetadata(Map.of(), Map.of("token", "1"), Map.of(), Optional.empty());

    RelayedObject relayed =
        Calls.done(relay(sound(source), sound(destination), given, TagRule.REQUIRED));

    assertThat(destination.read(TO)).isEqualTo(CONTENT);
    assertThat(made()).isEqualTo(carried.withUser(Map.of("owner", "me", "token", "1")));
    assertThat(relayed.losses()).isEmpty();
    assertThat(streamsOpen).hasValue(0);
  }

  @Test
  void tagsThatMayNotBeReadAreALossOrAFault() {
    ObjectStore closed =
        new Failing(
            store(source),
            call -> Optional.of(Kind.DENIED).filter(no -> call == StoreOperation.READ_TAGS));

    RelayedObject relayed =
        Calls.done(relay(closed, sound(destination), ObjectMetadata.NONE, TagRule.IF_ALLOWED));
    StoreFault fault =
        Calls.fault(relay(closed, sound(destination), ObjectMetadata.NONE, TagRule.REQUIRED));

    assertThat(relayed.losses()).singleElement().asString().contains("tags were not kept");
    assertThat(made().tags()).isEmpty();
    assertThat(fault.operation()).isEqualTo(StoreOperation.READ_TAGS);
  }

  @Test
  void whatTheDestinationRefusesIsLeftOutOnceAndSaid() {
    AtomicInteger puts = new AtomicInteger();
    ObjectStore refusesOnce =
        new Failing(
            store(destination),
            call ->
                Optional.of(Kind.DENIED)
                    .filter(
                        no -> call == StoreOperation.PUT_OBJECT && puts.incrementAndGet() == 1));

    RelayedObject relayed =
        Calls.done(relay(sound(source), refusesOnce, ObjectMetadata.NONE, TagRule.IF_ALLOWED));

    assertThat(relayed.losses()).singleElement().asString().contains("tags were not kept");
    assertThat(destination.read(TO)).isEqualTo(CONTENT);
    assertThat(streamsOpen).hasValue(0);
  }

  @Test
  void otherBytesThanTheSourceKnowsAreCorrupt() {
    Failing lying = sound(source);
    lying.shown =
        info ->
            new ObjectInfo(
                info.identity(),
                info.metadata(),
                info.traits(),
                ContentChecksums.of(
                    Optional.of(
                        new Checksum(ChecksumAlgorithm.CRC32C, HashCode.fromInt(0x1234567)))));

    StoreFault fault =
        Calls.fault(relay(lying, sound(destination), ObjectMetadata.NONE, TagRule.NONE));

    assertThat(fault.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(fault.operation()).isEqualTo(StoreOperation.READ_RANGE);
    assertThat(fault.target()).isEqualTo(FROM.uri());
    assertThat(fault.message()).contains("CRC-32C");
  }

  @Test
  void aSourceThatHasChangedIsNotSent() {
    ObjectIdentity now = Calls.done(store(source).head(FROM, Optional.empty())).identity();
    ObjectIdentity listed =
        new ObjectIdentity(now.etag(), Optional.empty(), now.size(), now.lastModified());
    source.put(FROM, "9876543210".getBytes(UTF_8), carried);

    CompletionStage<RelayedObject> relayed =
        new ObjectRelay(sound(source), sound(destination))
            .put(
                new SourceObject(FROM, listed, Optional.empty()),
                new ObjectPut(TO, ObjectMetadata.NONE, DestinationRule.REPLACE),
                TagRule.NONE);

    assertThat(Calls.fault(relayed).kind()).isEqualTo(Kind.SOURCE_CHANGED);
    assertThat(streamsOpen).hasValue(0);
  }

  @Test
  void whatIsNotSentIsClosed() {
    ObjectStore refuses =
        new Failing(
            store(destination),
            call -> Optional.of(Kind.DENIED).filter(no -> call == StoreOperation.PUT_OBJECT));

    StoreFault fault =
        Calls.fault(relay(sound(source), refuses, ObjectMetadata.NONE, TagRule.NONE));

    assertThat(fault.operation()).isEqualTo(StoreOperation.PUT_OBJECT);
    assertThat(streamsOpen).hasValue(0);
  }
}
