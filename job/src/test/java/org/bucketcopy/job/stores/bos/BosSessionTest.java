package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.junit.jupiter.api.Test;

/** A login with a session token. */
class BosSessionTest {
  private static final Bucket BUCKET = new Bucket("bos", "session-bucket");
  private static final ObjectLocation OBJECT = BUCKET.object("k");

  @Test
  void everyRequestCarriesTheToken() {
    try (BosServer server = serverThatTakes("token-1");
        ObjectStore store = open(server, "token-1")) {
      assertThat(Calls.done(store.head(OBJECT, Optional.empty())).size()).isEqualTo(1);
    }
  }

  @Test
  void tokenThatIsNotTakenMayBeRenewedAndIsNotShown() {
    try (BosServer server = serverThatTakes("token-1");
        ObjectStore store = open(server, "token-2")) {
      StoreFault head = Calls.fault(store.head(OBJECT, Optional.empty()));
      assertThat(head.kind()).isEqualTo(StoreFault.Kind.TRANSIENT);
      assertThat(head.code()).isEqualTo("InvalidSessionToken");
      assertThat(head.toString()).doesNotContain("token-2");
    }
  }

  private static BosServer serverThatTakes(String token) {
    BosServer server = BosServer.start();
    server.create(BUCKET.name(), "bj");
    server.put(OBJECT, new byte[1], ObjectMetadata.NONE);
    server.acceptToken(token);
    return server;
  }

  private static ObjectStore open(BosServer server, String token) {
    Map<String, String> values =
        ImmutableMap.of(
            "endpoint",
            server.endpoint(),
            "access.key",
            BosServer.ACCESS_KEY,
            "secret.access.key",
            BosServer.SECRET_KEY,
            "session.token.key",
            token);
    return Openers.bos(Map.of()).open(BUCKET, BosHarness.settings(values), 1);
  }
}
