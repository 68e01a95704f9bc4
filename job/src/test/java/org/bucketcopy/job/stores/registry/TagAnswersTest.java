package org.bucketcopy.job.stores.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer without a tag set does not say that an object has no tags. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TagAnswersTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterAll
  void stop() {
    timer.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "S3,  <Tagging/>",
    "S3,  <Tagging><Other/></Tagging>",
    "OSS, <Tagging/>",
    "OSS, <Tagging><Other/></Tagging>",
    "BOS, {}",
    "BOS, {\"other\": 1}"
  })
  void anAnswerWithoutATagSetTellsNothing(AnyStore kind, String body) throws Exception {
    try (RawHttpServer server = new RawHttpServer();
        ObjectStore store = kind.open(server.endpoint(), 2, RequestLimits.standard(timer))) {
      server.answer("200 OK", body);
      assertThat(
              Calls.fault(store.tags(kind.bucket().object("k"), Optional.empty())).kind().passing())
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S3,  <Tagging><TagSet/></Tagging>",
    "OSS, <Tagging><TagSet/></Tagging>",
    "BOS, {\"tagSet\": []}",
    "BOS, {\"tagSet\": [{\"tagInfo\": {}}]}"
  })
  void anEmptyTagSetSaysThatThereAreNone(AnyStore kind, String body) throws Exception {
    try (RawHttpServer server = new RawHttpServer();
        ObjectStore store = kind.open(server.endpoint(), 2, RequestLimits.standard(timer))) {
      server.answer("200 OK", body);
      assertThat(Calls.done(store.tags(kind.bucket().object("k"), Optional.empty()))).isEmpty();
    }
  }
}
