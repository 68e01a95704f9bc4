package org.bucketcopy.planner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.Test;

/** Right answers are as important as that nothing is claimed that is not known. */
class ContentComparisonTest {
  private static final String ONE = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "ffffffffffffffffffffffffffffffff";
  private static final StoreProfile MD5S =
      new StoreProfile("s", StoreLimits.S3, Set.of(Ability.COMPOSITE_ETAG, Ability.SENT_MD5));
  private static final StoreProfile UNSURE = new StoreProfile("s", StoreLimits.S3, Set.of());

  @Test
  void anotherSizeIsAnotherContent() {
    assertThat(compare(listed(ONE, 5), listed(ONE, 6)))
        .isEqualTo(new Comparison.Different("it has 6 bytes, and its source 5"));
  }

  @Test
  void equalEtagsOfMd5sAreOfOneContent() {
    Comparison equal = new Comparison.Equal(Evidence.ETAG);

    assertThat(compare(listed(ONE, 5), listed(ONE.toUpperCase(Locale.ROOT), 5))).isEqualTo(equal);
    assertThat(compare(listed(ONE + "-12", 5), listed(ONE + "-12", 5))).isEqualTo(equal);
  }

  @Test
  void equalEtagsOfAnotherFormShowNothing() {
    for (String etag : new String[] {"1", "0x8DC0FFEE", ONE + "-0", ONE + "-x", "-" + ONE}) {
      assertThat(compare(listed(etag, 5), listed(etag, 5)))
          .isInstanceOf(Comparison.Undecided.class);
    }
  }

  @Test
  void otherEtagsShowNothingUnlessTheyAreKnownToBeMd5s() {
    assertThat(compare(listed(ONE, 5), listed(OTHER, 5))).isInstanceOf(Comparison.Undecided.class);
    assertThat(compare(looked(ONE, UNSURE), looked(OTHER, UNSURE)))
        .isInstanceOf(Comparison.Undecided.class);
    assertThat(compare(looked(ONE, MD5S), looked(OTHER, UNSURE)))
        .isInstanceOf(Comparison.Undecided.class);
    assertThat(compare(looked(ONE, MD5S), looked(OTHER, MD5S, ObjectTrait.OPAQUE_ETAG)))
        .isInstanceOf(Comparison.Undecided.class);
    assertThat(compare(looked(ONE + "-2", MD5S), looked(OTHER + "-2", MD5S)))
        .isInstanceOf(Comparison.Undecided.class);

    assertThat(compare(looked(ONE, MD5S), looked(OTHER, MD5S)))
        .isEqualTo(
            new Comparison.Different("its MD5 is " + OTHER + ", and that of its source " + ONE));
  }

  @Test
  void theBestChecksumIsTheEvidence() {
    Checksum crc32 = Checksum.crc(ChecksumAlgorithm.CRC32, 1);
    Checksum nvme = Checksum.crc(ChecksumAlgorithm.CRC64_NVME, 1);

    assertThat(compare(with("a-1", crc32, nvme), with("b-1", nvme, crc32)))
        .isEqualTo(new Comparison.Equal(Evidence.CRC64_NVME));
    assertThat(compare(with("a", crc32, nvme), with("b", crc32)))
        .isEqualTo(new Comparison.Equal(Evidence.CRC32));
    assertThat(compare(with("a", crc32), with("b", nvme))).isInstanceOf(Comparison.Undecided.class);
  }

  /** A server may carry an ETag over, as a gateway does with that of its source. */
  @Test
  void oneChecksumThatDiffersIsEnough() {
    Checksum same = Checksum.crc(ChecksumAlgorithm.CRC32, 1);

    assertThat(
            compare(
                with(ONE, same, Checksum.crc(ChecksumAlgorithm.CRC32C, 1)),
                with(ONE, same, Checksum.crc(ChecksumAlgorithm.CRC32C, 2))))
        .isEqualTo(
            new Comparison.Different("its CRC-32C is 00000002, and that of its source 00000001"));
  }

  @Test
  void checksumsOfPartsAreEqualOrShowNothing() {
    Checksum sum = new Checksum(ChecksumAlgorithm.SHA256, HashCode.fromString(ONE + OTHER));
    Checksum another = new Checksum(ChecksumAlgorithm.SHA256, HashCode.fromString(OTHER + ONE));

    assertThat(compare(ofParts(sum, 3), ofParts(sum, 3)))
        .isEqualTo(new Comparison.Equal(Evidence.SHA256));
    assertThat(compare(ofParts(sum, 3), ofParts(sum, 4))).isInstanceOf(Comparison.Undecided.class);
    assertThat(compare(ofParts(sum, 3), ofParts(another, 3)))
        .isInstanceOf(Comparison.Undecided.class);
    assertThat(compare(ofParts(sum, 3), with("x", sum))).isInstanceOf(Comparison.Undecided.class);
  }

  @Test
  void anObjectOfOnePartIsComparedWithOneWithout() {
    // md5 of "123456789", and md5 of that.
    KnownContent plain = looked("25f9e794323b453885f5181f1b624d0b", MD5S);
    KnownContent ofOnePart = looked(onePart("25f9e794323b453885f5181f1b624d0b"), MD5S);

    assertThat(compare(plain, ofOnePart)).isEqualTo(new Comparison.Equal(Evidence.ETAG));
    assertThat(compare(ofOnePart, plain)).isEqualTo(new Comparison.Equal(Evidence.ETAG));
    assertThat(compare(looked(ONE, MD5S), ofOnePart)).isInstanceOf(Comparison.Undecided.class);
  }

  private static String onePart(String md5) {
    return CompositeEtag.of(List.of(new UploadedPart(1, ETag.of(md5), 5))).orElseThrow().value();
  }

  private static Comparison compare(KnownContent source, KnownContent destination) {
    return ContentComparison.of(source, destination);
  }

  private static KnownContent listed(String etag, long size) {
    return KnownContent.of(new ListedObject("k", identity(etag, size), Optional.empty()));
  }

  private static KnownContent looked(String etag, StoreProfile store, ObjectTrait... traits) {
    return KnownContent.of(
        new ObjectInfo(
            identity(etag, 5), ObjectMetadata.NONE, Set.of(traits), ContentChecksums.NONE),
        store);
  }

  private static ObjectIdentity identity(String etag, long size) {
    return new ObjectIdentity(ETag.of(etag), Optional.empty(), size, 0);
  }

  private static KnownContent with(String etag, Checksum... checksums) {
    return new KnownContent(5, ETag.of(etag), ContentChecksums.of(Stream.of(checksums)));
  }

  private static KnownContent ofParts(Checksum checksum, int parts) {
    return new KnownContent(
        5,
        ETag.of("e" + parts),
        new ContentChecksums(Set.of(new ContentChecksum(checksum, OptionalInt.of(parts)))));
  }

  @Test
  void metadataIsComparedNameByName() {
    ObjectMetadata source =
        ObjectMetadata.NONE
            .withUser(Map.of("a", "1", "b", "2"))
            .withTags(Map.of("t", ""))
            .withStorageClass(Optional.of("IA"));
    ObjectMetadata destination =
        ObjectMetadata.NONE
            .withHeaders(Map.of(ContentHeader.EXPIRES, "0"))
            .withUser(Map.of("a", "1", "b", "3", ObjectMetadata.UPLOAD_TOKEN, "x"));

    assertThat(differences(source, destination, MetadataAspect.values()))
        .containsExactly(
            "header \"Expires\" is \"0\", and missing at its source",
            "user metadata \"b\" is \"3\", and \"2\" at its source",
            "tag \"t\" is missing, and \"\" at its source",
            "the storage class is STANDARD, and that of its source IA");
    assertThat(differences(source, destination)).isEmpty();
    assertThat(differences(source, destination, MetadataAspect.TAGS)).hasSize(1);
    assertThat(
            differences(
                source.withStorageClass(Optional.of("standard")),
                source.withStorageClass(Optional.empty()),
                MetadataAspect.values()))
        .isEmpty();
  }

  private static List<String> differences(
      ObjectMetadata source, ObjectMetadata destination, MetadataAspect... aspects) {
    return new MetadataComparison(Set.of(aspects)).differences(source, destination);
  }
}
