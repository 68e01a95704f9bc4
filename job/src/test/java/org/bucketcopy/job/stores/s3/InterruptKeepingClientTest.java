package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.store.ObjectStore;
import org.junit.jupiter.api.Test;

/** A thread that is to stop, and calls the SDK before it does. */
final class InterruptKeepingClientTest {
  private static final Bucket BUCKET = new Bucket("s3", VirtualS3.SOURCE);

  @Test
  void aCallKeepsNoInterruptionFromItsThread() {
    try (VirtualS3 server =
            VirtualS3.start(
                Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(1, 1))));
        ObjectStore store =
            Openers.s3(Map.of())
                .open(
                    BUCKET,
                    new MapSettings(
                        Map.of(
                            "endpoint", server.endpoint().toString(),
                            "access.key", "user",
                            "secret.key", "unchecked")),
                    1)) {
      Thread.currentThread().interrupt();
      CompletableFuture<ObjectInfo> head =
          store.head(BUCKET.object("k"), Optional.empty()).toCompletableFuture();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(head).isCompletedExceptionally();
    }
  }
}
