package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.thread.Unawaited;
import org.junit.jupiter.api.Test;

class ConnectionThreadsTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");

  @Test
  void aConnectionIsOpenedOnlyAfterTheCallThatAsksForIt() throws Exception {
    ConnectionThreads threads = new ConnectionThreads();
    try {
      List<ChannelFuture> asked =
          threads
              .next()
              .submit(
                  () -> {
                    List<ChannelFuture> registered =
                        Stream.generate(() -> threads.register(new NioSocketChannel()))
                            .limit(8)
                            .toList();
                    Thread.sleep(50);
                    assertThat(registered).noneMatch(ChannelFuture::isDone);
                    return registered;
                  })
              .get();

      for (ChannelFuture registered : asked) {
        assertThat(registered.sync().channel().isRegistered()).isTrue();
        registered.channel().close().sync();
      }
    } finally {
      Unawaited.drop(threads.shutdownGracefully());
    }
  }

  @Test
  void aFirstRequestThatCannotBeSentIsAnswered() {
    for (int i = 0; i < 100; i++) {
      // A port that only the system may listen on, and does not.
      try (ObjectStore closed = refusing()) {
        assertThat(Calls.fault(closed.head(BUCKET.object("k"), Optional.empty())).kind())
            .isEqualTo(Kind.TRANSIENT);
      }
    }
  }

  private static ObjectStore refusing() {
    return Openers.s3(Map.of())
        .open(
            BUCKET,
            new MapSettings(
                Map.of("endpoint", "http://127.0.0.1:1", "access.key", "a", "secret.key", "s")),
            4);
  }
}
