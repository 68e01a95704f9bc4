package org.bucketcopy.job.servers.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bucketcopy.job.servers.virtual.Sdk.error;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class SentBytesTest {
  private static final String KEY = "k";

  private final VirtualS3 server = VirtualS3.start(Holdings.of(SyntheticKeys.none()));
  private final byte[] content = new byte[(int) Upload.MIN_PART + 12_345];
  private S3AsyncClient client;

  @BeforeEach
  void start() {
    client = Sdk.of(server);
    new Random(3).nextBytes(content);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private PutObjectResponse put(byte[] bytes) {
    return client
        .putObject(
            request ->
                request
                    .bucket(VirtualS3.DESTINATION)
                    .key(KEY)
                    .checksumAlgorithm(ChecksumAlgorithm.CRC32_C),
            AsyncRequestBody.fromBytes(bytes))
        .join();
  }

  private CompletedPart part(String upload, int number, byte[] bytes) {
    UploadPartResponse made =
        client
            .uploadPart(
                request ->
                    request
                        .bucket(VirtualS3.DESTINATION)
                        .key(KEY)
                        .uploadId(upload)
                        .partNumber(number),
                AsyncRequestBody.fromBytes(bytes))
            .join();
    return CompletedPart.builder().partNumber(number).eTag(made.eTag()).build();
  }

  private byte[] got() {
    return client
        .getObject(
            request -> request.bucket(VirtualS3.DESTINATION).key(KEY),
            AsyncResponseTransformer.toBytes())
        .join()
        .asByteArray();
  }

  @Test
  void partsThatWereSentMakeAnObjectOfTheirBytes() {
    String upload = Sdk.initiate(client, KEY);
    int middle = (int) Upload.MIN_PART;
    CompletedPart first = part(upload, 1, Arrays.copyOf(content, middle));
    CompletedPart second = part(upload, 2, Arrays.copyOfRange(content, middle, content.length));

    String etag = Sdk.complete(client, KEY, upload, first, second);

    assertThat(got()).isEqualTo(content);
    assertThat(first.eTag()).isEqualTo('"' + Md5.hex(Arrays.copyOf(content, middle)) + '"');
    List<String> parts =
        List.of(Conditions.unquoted(first.eTag()), Conditions.unquoted(second.eTag()));
    assertThat(etag).isEqualTo('"' + Md5.composite(parts) + '"');
    assertThat(server.held(VirtualS3.DESTINATION).values())
        .extracting(HeldObject::identity)
        .containsExactly(Md5.hex(content));
  }

  @Test
  void onlyTheLastPartMayBeSmallUnlessAllMay() {
    String upload = Sdk.initiate(client, KEY);
    CompletedPart first = part(upload, 1, new byte[] {1});
    CompletedPart second = part(upload, 2, new byte[] {2});

    assertThat(error(() -> Sdk.complete(client, KEY, upload, first, second)))
        .isEqualTo("400 EntityTooSmall");
    server.quirks().always(Quirk.SMALL_PARTS);
    Sdk.complete(client, KEY, upload, first, second);

    assertThat(got()).containsExactly(1, 2);
  }

  @Test
  void aCheckSumIsLookedAtAndAnswered() {
    server.quirks().next(Quirk.OTHER_BYTES, 1);

    assertThat(error(() -> put(content))).isEqualTo("400 BadDigest");
    assertThat(server.held(VirtualS3.DESTINATION)).isEmpty();
    assertThat(put(content).checksumCRC32C()).isNotEmpty();
    assertThat(got()).isEqualTo(content);
  }

  @Test
  void anAnswerMayHaveTheDigestOfOtherBytes() {
    server.quirks().next(Quirk.OTHER_DIGEST, 1);

    assertThat(put(new byte[] {1}).eTag()).isNotEqualTo(put(new byte[] {1}).eTag());
    assertThat(got()).containsExactly(1);
  }

  @Test
  void aBodyIsBrokenOff() {
    server.cues().breakOffNext(Operation.PUT_OBJECT);

    assertThat(error(() -> put(content))).isEqualTo("SdkClientException");
    assertThat(server.ledger().requests(Operation.PUT_OBJECT)).isZero();
    put(content);
    assertThat(got()).isEqualTo(content);
  }

  @Test
  void aSuccessMayBeBare() {
    server.cues().next(Operation.PUT_OBJECT, Fault.EMPTY_200);

    assertThat(put(content).eTag()).isNull();
    assertThat(server.held(VirtualS3.DESTINATION)).isEmpty();
  }
}
