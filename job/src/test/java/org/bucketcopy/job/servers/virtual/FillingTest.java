package org.bucketcopy.job.servers.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

final class FillingTest {
  private static final int SIZE = (5 << 20) + 17;

  @Test
  void aFilledObjectHasTheBytesThatItsEtagIsOf() {
    SyntheticKeys keys =
        SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(1, SIZE).then(1, 1L << 40)).filled();
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys));
        S3AsyncClient client = Sdk.of(server)) {
      GetObjectRequest.Builder request =
          GetObjectRequest.builder().bucket(VirtualS3.SOURCE).key(keys.key(0));
      ResponseBytes<GetObjectResponse> all = read(client, request);
      byte[] bytes = all.asByteArrayUnsafe();

      assertThat(bytes).hasSize(SIZE);
      assertThat(all.response().eTag()).isEqualTo('"' + Md5.hex(bytes) + '"');
      assertThat(
              read(client, request.range("bytes=1048570-3000000").ifMatch(Md5.hex(bytes)))
                  .asByteArrayUnsafe())
          .isEqualTo(Arrays.copyOfRange(bytes, 1048570, 3000001));

      // What a large one holds begins as any does.
      request.key(keys.key(1)).ifMatch(null).range("bytes=1099510579200-1099510579209");
      assertThat(read(client, request).asByteArrayUnsafe()).isEqualTo(Arrays.copyOf(bytes, 10));
    }
  }

  private static ResponseBytes<GetObjectResponse> read(
      S3AsyncClient client, GetObjectRequest.Builder request) {
    return client.getObject(request.build(), AsyncResponseTransformer.toBytes()).join();
  }
}
