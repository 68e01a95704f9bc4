package org.bucketcopy.planner.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.HashCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CrcCombinationTest {
  private static final ETag ETAG = ETag.of("e");

  @ParameterizedTest
  @CsvSource({
    "CRC32, cbf43926, ed81f9f6, 3a771143, 0d4a1185",
    "CRC32C, e3069283, 7e627e58, 31aa814e, c99465aa",
    "CRC64_ECMA, 995dc9bbdf1939fa, 18ef05ba04afb00a, 3e10fcfa54e158f8, 53037ecdef2352da",
    "CRC64_NVME, ae8b14860a799888, c3430818b4596582, 34a6f418fb3758bf, 8d29d5c3f6ea8ebe"
  })
  void knownValues(
      ChecksumAlgorithm algorithm, String digits, String hello, String world, String both) {
    assertThat(of(algorithm, "123456789".getBytes(UTF_8)))
        .hasToString(algorithm.label() + " " + digits);
    var first = of(algorithm, "hello ".getBytes(UTF_8));
    var second = of(algorithm, "world".getBytes(UTF_8));
    assertThat(first.value()).isEqualTo(HashCode.fromString(hello));
    assertThat(second.value()).isEqualTo(HashCode.fromString(world));
    assertThat(CrcCombination.combine(first, second, 5).value())
        .isEqualTo(HashCode.fromString(both));
  }

  @Test
  void lengthMayBeBeyondAnInt() {
    var combined =
        CrcCombination.combine(
            crc(ChecksumAlgorithm.CRC32C, 0x7e627e58L),
            crc(ChecksumAlgorithm.CRC32C, 0x31aa814eL),
            5L << 30);
    assertThat(combined).hasToString("CRC-32C 688d3d8a");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"MD5", "SHA1", "SHA256"},
      mode = EnumSource.Mode.EXCLUDE)
  void piecesMakeTheWhole(ChecksumAlgorithm algorithm) {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(2000)];
      random.nextBytes(bytes);
      int even = 1 + random.nextInt(300);
      List<UploadedPart> parts = new ArrayList<>();
      for (int from = 0; from < bytes.length || parts.isEmpty(); ) {
        int length = random.nextInt(4) > 0 ? even : random.nextInt(300);
        int to = Math.min(from + length, bytes.length);
        parts.add(part(parts.size() + 1, to - from, of(algorithm, bytes, from, to)));
        from = to;
      }
      assertThat(CrcCombination.of(parts)).contains(of(algorithm, bytes));
    }
  }

  @Test
  void onlyPartsOfOneCrcAreCombined() {
    var nvme = crc(ChecksumAlgorithm.CRC64_NVME, 1);
    var ecma = crc(ChecksumAlgorithm.CRC64_ECMA, 1);
    var md5 = new Checksum(ChecksumAlgorithm.MD5, HashCode.fromBytes(new byte[16]));
    UploadedPart without = new UploadedPart(2, ETAG, 1);
    assertThat(CrcCombination.of(List.of())).isEmpty();
    assertThat(CrcCombination.of(List.of(without))).isEmpty();
    assertThat(CrcCombination.of(List.of(part(1, 1, md5)))).isEmpty();
    assertThat(CrcCombination.of(List.of(part(1, 1, nvme)))).isEqualTo(Optional.of(nvme));
    assertThat(CrcCombination.of(List.of(part(1, 1, nvme), part(2, 1, ecma), part(3, 1, nvme))))
        .isEmpty();
    assertThat(CrcCombination.of(List.of(part(1, 1, nvme), without, part(3, 1, nvme)))).isEmpty();
    assertThatThrownBy(() -> CrcCombination.combine(nvme, ecma, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CrcCombination.combine(md5, md5, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesSingly() {
    Crc64 crc = Crc64.nvme();
    for (byte one : "123456789".getBytes(UTF_8)) {
      crc.update(one);
    }
    assertThat(crc.getValue()).isEqualTo(0xae8b14860a799888L);
    crc.reset();
    assertThat(crc.getValue()).isZero();
  }

  private static UploadedPart part(int number, long size, Checksum checksum) {
    return new UploadedPart(number, ETAG, size, checksum);
  }

  private static Checksum of(ChecksumAlgorithm algorithm, byte[] bytes) {
    return of(algorithm, bytes, 0, bytes.length);
  }

  private static Checksum of(ChecksumAlgorithm algorithm, byte[] bytes, int from, int to) {
    java.util.zip.Checksum sum =
        switch (algorithm) {
          case CRC32 -> new CRC32();
          case CRC32C -> new CRC32C();
          case CRC64_ECMA -> Crc64.ecma();
          case CRC64_NVME -> Crc64.nvme();
          case MD5, SHA1, SHA256 -> throw new IllegalArgumentException(algorithm + " is no CRC");
        };
    sum.update(bytes, from, to - from);
    return crc(algorithm, sum.getValue());
  }

  private static Checksum crc(ChecksumAlgorithm algorithm, long value) {
    return Checksum.crc(algorithm, value);
  }
}
