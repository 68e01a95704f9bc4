package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.stores.HadoopStoreSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.junit.jupiter.api.Test;

class BosOpenerTest {
  private static final Bucket BUCKET = new Bucket("bos", "data-bucket");

  @Test
  void regionsOfThePublicCloudAreOneService() {
    assertThat(serviceBehind("su.bcebos.com")).isEqualTo(serviceBehind("https://bj.bcebos.com"));
    assertThat(serviceBehind("http://127.0.0.1:8080")).isEqualTo("127.0.0.1:8080");
    assertThat(serviceBehind("bos.example.org")).isEqualTo("bos.example.org");
  }

  @Test
  void missingEndpointIsNamed() {
    assertThatThrownBy(() -> open(Map.of("access.key", "k", "secret.access.key", "s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fs.bos.endpoint")
        .hasMessageContaining("bos://data-bucket");
  }

  @Test
  void endpointThatIsNoneIsNamed() {
    assertThatThrownBy(() -> serviceBehind("http:///x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fs.bos.endpoint");
    assertThatThrownBy(() -> serviceBehind("http://a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fs.bos.endpoint");
  }

  @Test
  void hadoopsSettingsReachTheBucket() {
    try (BosServer server = BosServer.start()) {
      server.create(BUCKET.name(), "gz");
      Configuration configuration = new Configuration(/* loadDefaults= */ false);
      configuration.set("fs.bos.endpoint", "http://127.0.0.1:1");
      configuration.set("fs.bos.bucket.data-bucket.endpoint", server.endpoint());
      configuration.set("fs.bos.access.key", BosServer.ACCESS_KEY);
      configuration.set("fs.bos.secret.access.key", BosServer.SECRET_KEY);
      try (ObjectStore store =
          Openers.bos(System.getenv())
              .open(BUCKET, new HadoopStoreSettings(configuration, "bos", BUCKET.name()), 2)) {
        assertThat(Calls.done(store.bucket(BUCKET)).region()).isEqualTo(Optional.of("gz"));
      }
    }
  }

  @Test
  void wrongSecretIsDenied() {
    try (BosServer server = BosServer.start();
        ObjectStore store = open(login(server.endpoint(), "wrong"))) {
      server.create(BUCKET.name(), "gz");
      StoreFault fault = Calls.fault(store.bucket(BUCKET));
      assertThat(fault.kind()).isEqualTo(StoreFault.Kind.DENIED);
      assertThat(fault.code()).isEqualTo("SignatureDoesNotMatch");
    }
  }

  @Test
  void serverThatIsNotThereIsAPassingFault() {
    BosServer server = BosServer.start();
    server.close();
    try (ObjectStore store = open(login(server.endpoint(), BosServer.SECRET_KEY))) {
      assertThat(Calls.fault(store.bucket(BUCKET)).kind()).isEqualTo(StoreFault.Kind.TRANSIENT);
    }
  }

  private static String serviceBehind(String endpoint) {
    try (ObjectStore store = open(login(endpoint, "s"))) {
      return store.profile().service();
    }
  }

  private static Map<String, String> login(String endpoint, String secret) {
    return ImmutableMap.of(
        "endpoint", endpoint, "access.key", BosServer.ACCESS_KEY, "secret.access.key", secret);
  }

  private static ObjectStore open(Map<String, String> values) {
    return Openers.bos(Map.of()).open(BUCKET, BosHarness.settings(values), 2);
  }
}
