package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.verify.CompositeEtag;
import org.bucketcopy.planner.verify.Crc64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes are sent to a store and read from it. */
public interface BodyContract extends ContractTest {
  /** Bytes, whose streams that are open are counted. */
  final class Sent implements Body {
    private final byte[] content;
    private final long length;
    private final AtomicInteger opened = new AtomicInteger();

    Sent(byte[] content) {
      this(content, content.length);
    }

    Sent(byte[] content, long length) {
      this.content = content;
      this.length = length;
    }

    byte[] content() {
      return content;
    }

    AtomicInteger opened() {
      return opened;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public InputStream open() {
      opened.incrementAndGet();
      return new ByteArrayInputStream(content) {
        @Override
        public void close() {
          opened.decrementAndGet();
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000})
  default void bodyBecomesAnObject(int size) {
    try (ObjectStore store = harness().open()) {
      byte[] content = content(size, 70);
      Sent body = new Sent(content);
      StoredObject made =
          Calls.done(
              store
                  .writer()
                  .put(new ObjectPut(destination("put"), PLAIN, DestinationRule.REPLACE), body));
      assertThat(body.opened()).hasValue(0);
      assertThat(harness().read(destination("put"))).isEqualTo(content);
      assertThat(made.etag()).contains(look(store, destination("put")).identity().etag());
    }
  }

  @Test
  default void objectCarriesWhatItWasPutWith() {
    try (ObjectStore store = harness().open()) {
      ObjectMetadata metadata =
          new ObjectMetadata(PLAIN.headers(), Map.of("owner", "me"), Map.of(), Optional.empty());
      Calls.done(
          store
              .writer()
              .put(
                  new ObjectPut(destination("carried"), metadata, DestinationRule.REPLACE),
                  new Sent(content(10, 71))));
      ObjectMetadata found = look(store, destination("carried")).metadata();
      assertThat(found.headers()).containsAllEntriesOf(PLAIN.headers());
      assertThat(found.user()).containsEntry("owner", "me");
    }
  }

  @Test
  default void objectHasTheTagsItWasPutWith() {
    requires(Promise.TAGS);
    try (ObjectStore store = harness().open()) {
      assumeTrue(store.profile().can(Ability.TAGS));
      Map<String, String> tags = Map.of("team", "data +&=0");
      Calls.done(
          store
              .writer()
              .put(
                  new ObjectPut(
                      destination("tagged"), PLAIN.withTags(tags), DestinationRule.REPLACE),
                  new Sent(content(10, 72))));
      assertThat(Calls.done(store.tags(destination("tagged"), Optional.empty()))).isEqualTo(tags);
    }
  }

  @Test
  default void bodiesBecomePartsInAnyOrderAndTwice() {
    try (ObjectStore first = harness().open();
        ObjectStore second = harness().open()) {
      byte[] content = content(threeParts(first), 73);
      UploadHandle upload =
          Calls.done(
              first.initiate(
                  new UploadRequest(
                      destination("sent"),
                      PLAIN,
                      DestinationRule.REPLACE,
                      UploadRequest.Parts.SENT)));
      List<ByteRange> ranges = ranges(first, content.length);
      Calls.done(
          first.writer().uploadPart(new PartUpload(upload, 2), part(content, ranges.get(0))));
      List<UploadedPart> parts = new ArrayList<>();
      for (int number : List.of(3, 2, 1)) {
        Sent body = part(content, ranges.get(number - 1));
        UploadedPart made =
            Calls.done(second.writer().uploadPart(new PartUpload(upload, number), body));
        assertThat(body.opened()).hasValue(0);
        assertThat(made.partNumber()).isEqualTo(number);
        assertThat(made.size()).isEqualTo(ranges.get(number - 1).length());
        made.checksum().ifPresent(checksum -> isOf(body.content(), checksum));
        parts.add(made);
      }
      complete(first, new UploadCompletion(upload, parts, PLAIN, DestinationRule.REPLACE));
      assertThat(harness().read(destination("sent"))).isEqualTo(content);
      if (harness().supports(Promise.COMPOSITE_ETAG)) {
        ETag made = look(first, destination("sent")).identity().etag();
        assertThat(CompositeEtag.of(List.of(parts.get(2), parts.get(1), parts.get(0))))
            .contains(made);
      }
    }
  }

  @SuppressWarnings("deprecation") // MD5 secures nothing here.
  private static void isOf(byte[] content, Checksum checksum) {
    Checksum expected =
        switch (checksum.algorithm()) {
          case MD5 -> new Checksum(ChecksumAlgorithm.MD5, Hashing.md5().hashBytes(content));
          case SHA1 -> new Checksum(ChecksumAlgorithm.SHA1, Hashing.sha1().hashBytes(content));
          case SHA256 ->
              new Checksum(ChecksumAlgorithm.SHA256, Hashing.sha256().hashBytes(content));
          case CRC32 -> crc(checksum.algorithm(), new CRC32(), content);
          case CRC32C -> crc(checksum.algorithm(), new CRC32C(), content);
          case CRC64_ECMA -> crc(checksum.algorithm(), Crc64.ecma(), content);
          case CRC64_NVME -> crc(checksum.algorithm(), Crc64.nvme(), content);
        };
    assertThat(checksum).isEqualTo(expected);
  }

  private static Checksum crc(
      ChecksumAlgorithm algorithm, java.util.zip.Checksum sum, byte[] content) {
    sum.update(content);
    return Checksum.crc(algorithm, sum.getValue());
  }

  private static Sent part(byte[] content, ByteRange range) {
    return new Sent(Arrays.copyOfRange(content, (int) range.first(), (int) range.last() + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  default void bodyOfAnotherLengthIsRefused(int difference) {
    try (ObjectStore store = harness().open()) {
      Sent body = new Sent(content(100_000, 74), 100_000 + difference);
      ObjectPut put = new ObjectPut(destination("length"), PLAIN, DestinationRule.REPLACE);
      assertThat(Calls.fault(store.writer().put(put, body)).kind())
          .isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
      assertThat(body.opened()).hasValue(0);
      assertThat(Calls.fault(store.head(destination("length"), Optional.empty())).kind())
          .isEqualTo(StoreFault.Kind.NOT_FOUND);
    }
  }

  @Test
  default void bodyThatCannotBeReadFailsWithItsOwnFault() {
    try (ObjectStore store = harness().open()) {
      StoreFault fault =
          StoreFault.found(
              StoreFault.Kind.DENIED, StoreOperation.READ_RANGE, "file:/secret", "not yours");
      Body body =
          new Body() {
            @Override
            public long length() {
              return 10;
            }

            @Override
            public InputStream open() throws IOException {
              throw new SourceFaultException(fault);
            }
          };
      ObjectPut put = new ObjectPut(destination("denied"), PLAIN, DestinationRule.REPLACE);
      assertThat(Calls.fault(store.writer().put(put, body))).isEqualTo(fault);
    }
  }

  @Test
  default void partOfAnUploadThatIsGoneIsRefused() {
    requires(Promise.UNKNOWN_UPLOAD_REFUSED);
    try (ObjectStore store = harness().open()) {
      UploadHandle upload =
          Calls.done(
              store.initiate(
                  new UploadRequest(
                      destination("gone"),
                      PLAIN,
                      DestinationRule.REPLACE,
                      UploadRequest.Parts.SENT)));
      Calls.done(store.abort(upload));
      assertThat(
              Calls.fault(
                      store
                          .writer()
                          .uploadPart(new PartUpload(upload, 1), new Sent(content(10, 75))))
                  .kind())
          .isEqualTo(StoreFault.Kind.UPLOAD_GONE);
    }
  }

  @Test
  default void rangesAreRead() throws IOException {
    try (ObjectStore store = harness().open()) {
      byte[] content = content(100_000, 76);
      harness().put(source("read"), content, PLAIN);
      CopySource source = pinned(store, source("read"));
      for (ByteRange range :
          List.of(new ByteRange(0, 0), new ByteRange(10, 99_999), new ByteRange(500, 70_000))) {
        try (InputStream in = Calls.done(store.reader().read(source, range))) {
          assertThat(in.readAllBytes())
              .isEqualTo(Arrays.copyOfRange(content, (int) range.first(), (int) range.last() + 1));
        }
      }
    }
  }

  @Test
  default void openingTellsWhatALookDoes() throws IOException {
    try (ObjectStore store = harness().open()) {
      byte[] content = content(100_000, 83);
      ObjectMetadata encoded =
          new ObjectMetadata(
              Map.of(
                  ContentHeader.CONTENT_TYPE, "text/csv", ContentHeader.CONTENT_ENCODING, "gzip"),
              Map.of("owner", "me"),
              Map.of(),
              Optional.empty());
      harness().put(source("opened"), content, encoded);
      OpenObject opened =
          Calls.done(store.reader().open(pinned(store, source("opened")), content.length));
      try (InputStream in = opened.bytes()) {
        // No byte of them is decoded.
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
      ObjectInfo looked = look(store, source("opened"));
      assertThat(opened.info().metadata()).isEqualTo(looked.metadata());
      assertThat(opened.info().identity()).matches(looked.identity()::sameContent);
    }
  }

  @Test
  default void objectWithoutBytesIsOpened() throws IOException {
    try (ObjectStore store = harness().open()) {
      harness().put(source("opened-empty"), new byte[0], PLAIN);
      OpenObject opened = Calls.done(store.reader().open(pinned(store, source("opened-empty")), 0));
      try (InputStream in = opened.bytes()) {
        assertThat(in.read()).isNegative();
      }
      assertThat(opened.info().metadata().headers()).containsAllEntriesOf(PLAIN.headers());
    }
  }

  @Test
  default void changedOrAbsentObjectIsNotOpened() {
    try (ObjectStore store = harness().open()) {
      harness().put(source("open-changed"), content(1000, 84), PLAIN);
      CopySource former = pinned(store, source("open-changed"));
      harness().put(source("open-changed"), content(1000, 85), PLAIN);
      CopySource unversioned = new CopySource(former.object(), former.etag(), Optional.empty());
      assertThat(Calls.fault(store.reader().open(unversioned, 1000)).kind())
          .isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
      CopySource now = pinned(store, source("open-changed"));
      assertThat(Calls.fault(store.reader().open(now, 999)).kind())
          .isEqualTo(StoreFault.Kind.UNSUPPORTED);
      CopySource absent = new CopySource(source("absent"), former.etag(), Optional.empty());
      assertThat(Calls.fault(store.reader().open(absent, 1000)).kind())
          .isEqualTo(Calls.fault(store.reader().read(absent, new ByteRange(0, 999))).kind());
    }
  }

  @Test
  default void readingStopsEarly() throws IOException {
    try (ObjectStore store = harness().open()) {
      harness().put(source("early"), content(100_000, 77), PLAIN);
      CopySource source = pinned(store, source("early"));
      for (int i = 0; i < 20; i++) {
        try (InputStream in = Calls.done(store.reader().read(source, new ByteRange(0, 99_999)))) {
          assertThat(in.read()).isNotNegative();
        }
      }
      assertThat(look(store, source("early")).size()).isEqualTo(100_000);
    }
  }

  @Test
  default void changedObjectIsNotRead() {
    try (ObjectStore store = harness().open()) {
      harness().put(source("read-changed"), content(1000, 78), PLAIN);
      CopySource former = pinned(store, source("read-changed"));
      harness().put(source("read-changed"), content(1000, 79), PLAIN);
      CopySource unversioned = new CopySource(former.object(), former.etag(), Optional.empty());
      assertThat(Calls.fault(store.reader().read(unversioned, new ByteRange(0, 9))).kind())
          .isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
    }
  }

  @Test
  default void manyAreDeletedByOneCall() {
    try (ObjectStore store = harness().open()) {
      List<String> names = List.of("a", "a b+c", "ü", "<&>\"'%41");
      names.forEach(name -> harness().put(destination(name), content(1, 80), PLAIN));
      harness().put(destination("stays"), content(1, 81), PLAIN);
      Set<String> keys =
          Stream.concat(names.stream(), Stream.of("absent"))
              .map(name -> destination(name).key())
              .collect(Collectors.toSet());
      assertThat(Calls.done(store.deleter().delete(harness().destination().bucket(), keys)))
          .isEmpty();
      for (String name : names) {
        assertThat(Calls.fault(store.head(destination(name), Optional.empty())).kind())
            .isEqualTo(StoreFault.Kind.NOT_FOUND);
      }
      assertThat(look(store, destination("stays")).size()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(OddKey.class)
  default void oddKeyIsPutAndRead(OddKey odd) throws IOException {
    odd.promises().forEach(this::requires);
    try (ObjectStore store = harness().open()) {
      StoreLimits limits = store.profile().limits();
      byte[] content = content(100, 82);
      var object = odd.under(harness().destination(), limits);
      Calls.done(
          store
              .writer()
              .put(new ObjectPut(object, PLAIN, DestinationRule.REPLACE), new Sent(content)));
      try (InputStream in =
          Calls.done(store.reader().read(pinned(store, object), new ByteRange(0, 99)))) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
    }
  }
}
