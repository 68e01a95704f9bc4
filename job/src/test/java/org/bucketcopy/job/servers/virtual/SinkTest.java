package org.bucketcopy.job.servers.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.BaseEncoding;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class SinkTest {
  /** Of "123456789", as catalogues of CRCs have it. */
  private static final String CRC32C = "4waSgw==";

  private final VirtualS3 server =
      VirtualS3.start(
          Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.parse("1x9,1x6291456"))));

  private final S3AsyncClient client = Sdk.of(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anObjectOfTheExpectedSizeIsRightAndItsCrcIsAnswered() {
    server.sink().take(Sink.Etags.DIGESTS);
    PutObjectResponse answer = put("000000000000", "123456789");
    assertThat(answer.checksumCRC32C()).isEqualTo(CRC32C);
    assertThat(answer.eTag()).isEqualTo("\"25f9e794323b453885f5181f1b624d0b\"");
    assertThat(server.verdict().right()).isEqualTo(1);
    assertThat(server.ledger().bytesCopied()).isEqualTo(9);
    assertThat(server.ledger().answers(Operation.PUT_OBJECT, 200)).isEqualTo(1);
    put("000000000001", "too short");
    assertThat(server.verdict().wrong()).isEqualTo(1);
  }

  @Test
  void partsMakeAnObjectOfWhichNoByteIsKept() {
    server.sink().take(Sink.Etags.MADE_UP);
    String id = Sdk.initiate(client, "000000000001");
    CompletedPart first = part(id, 1, 5 << 20);
    CompletedPart second = part(id, 2, 1 << 20);
    assertThat(Sdk.error(() -> Sdk.complete(client, "000000000001", id, other(first), second)))
        .isEqualTo("400 InvalidPart");
    Sdk.complete(client, "000000000001", id, first, second);
    assertThat(server.verdict().right()).isEqualTo(1);
    assertThat(server.uploadsOpen()).isZero();
    assertThat(server.ledger().bytesCopied()).isEqualTo(6 << 20);
  }

  @Test
  void otherBytesThanWereAnnouncedAreRefused() {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .add("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
            .add("x-amz-decoded-content-length", "9")
            .add("x-amz-trailer", "x-amz-checksum-crc32c");
    String right =
        "5;x=y\r\n12345\r\n4\r\n6789\r\n0\r\nx-amz-checksum-crc32c:" + CRC32C + "\r\n\r\n";
    for (int cut : List.of(1, 7, 1000)) {
      assertThat(read(headers, right, cut).checked(Optional.empty()))
          .isEqualTo("x-amz-checksum-crc32c: " + CRC32C + "\r\n");
    }
    for (String wrong :
        List.of(right.replace("6789", "6788"), right.replace(":4", ":5"), right.substring(0, 30))) {
      assertThatThrownBy(() -> read(headers, wrong, 7).checked(Optional.empty()))
          .hasMessage("BadDigest");
    }
    assertThatThrownBy(() -> read(headers, "x" + right, 7)).hasMessage("InvalidRequest");
  }

  @Test
  void anMd5IsHeldAgainstWhatCame() {
    HttpHeaders headers =
        new DefaultHttpHeaders().add("content-md5", BaseEncoding.base64().encode(new byte[16]));
    SunkBody body = new SunkBody(headers, /* digested= */ true);
    body.take(Unpooled.copiedBuffer(Bytes.ascii("123456789")));
    Optional<String> digest = body.md5();
    assertThatThrownBy(() -> body.checked(digest)).hasMessage("BadDigest");
  }

  private static SunkBody read(HttpHeaders headers, String text, int cut) {
    SunkBody body = new SunkBody(headers, /* digested= */ false);
    for (int at = 0; at < text.length(); at += cut) {
      body.take(
          Unpooled.copiedBuffer(
              Bytes.ascii(text.substring(at, Math.min(text.length(), at + cut)))));
    }
    return body;
  }

  private static CompletedPart other(CompletedPart part) {
    return part.toBuilder().eTag("\"" + "0".repeat(32) + "\"").build();
  }

  private PutObjectResponse put(String key, String text) {
    return client
        .putObject(
            request ->
                request
                    .bucket(VirtualS3.DESTINATION)
                    .key(key)
                    .checksumAlgorithm(ChecksumAlgorithm.CRC32_C),
            AsyncRequestBody.fromString(text))
        .join();
  }

  private CompletedPart part(String id, int number, int size) {
    UploadPartResponse answer =
        client
            .uploadPart(
                request ->
                    request
                        .bucket(VirtualS3.DESTINATION)
                        .key("000000000001")
                        .uploadId(id)
                        .partNumber(number),
                AsyncRequestBody.fromBytes(new byte[size]))
            .join();
    return CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build();
  }
}
