package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.job.stores.TestClock;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.SentProof;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;

/** A key store that takes its time holds up no request. */
final class S3LoginTest {
  private static final Bucket SOURCE = new Bucket("s3", VirtualS3.SOURCE);

  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final List<String> readers = new CopyOnWriteArrayList<>();
  private volatile boolean slow;

  @Test
  void requestsAreMadeWhileTheLoginIsReadAgain() throws Exception {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(10, 4096));
    TestClock clock = new TestClock();
    ExecutorService reader = Executors.newSingleThreadExecutor(work -> new Thread(work, "reader"));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys));
        ObjectStore store = open(settings(server), reader, clock)) {
      request(store).join();
      slow = true;
      readers.clear();
      clock.pass(Duration.ofMinutes(1));

      CompletableFuture<?>[] requests =
          Stream.generate(() -> request(store)).limit(50).toArray(CompletableFuture[]::new);
      asked.await();
      CompletableFuture.allOf(requests).join();

      assertThat(readers).isNotEmpty().containsOnly("reader");
    } finally {
      answer.countDown();
      reader.shutdown();
    }
  }

  /** One by the SDK's client, then one that is made directly. */
  private static CompletableFuture<?> request(ObjectStore store) {
    return store
        .bucket(SOURCE)
        .thenCompose(seen -> store.list(new ObjectPrefix(SOURCE, ""), Optional.empty()))
        .toCompletableFuture();
  }

  private static ObjectStore open(StoreSettings settings, ExecutorService reader, TestClock clock) {
    S3Endpoint endpoint = S3Endpoint.of(settings);
    return new S3Store(
        S3Profile.of(endpoint, settings),
        S3Connection.open(
            endpoint,
            S3Credentials.of(settings, reader, clock, RealMachine.TIMER),
            WantedHeaders.none(),
            new S3Transport(8, Openers.LIMITS, Optional.empty()),
            Clock.systemUTC()),
        Optional.empty(),
        Clock.systemUTC(),
        new S3Store.Sending(new SentProof(false, false, false), Runnable::run));
  }

  private StoreSettings settings(VirtualS3 server) {
    return new StoreSettings() {
      @Override
      public Optional<String> text(String name) {
        return name.equals("endpoint")
            ? Optional.of(server.endpoint().toString())
            : Optional.empty();
      }

      @Override
      public Optional<Secret> secret(String name) {
        readers.add(Thread.currentThread().getName());
        if (slow) {
          asked.countDown();
          try {
            answer.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        return name.equals("session.token") ? Optional.empty() : Optional.of(new Secret("secret"));
      }
    };
  }
}
