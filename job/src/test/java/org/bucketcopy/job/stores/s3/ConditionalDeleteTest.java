package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.junit.jupiter.api.Test;

/** Somebody writes the object between the look and the deletion. */
final class ConditionalDeleteTest {
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(1, 4096));

  @Test
  void whatWasWrittenSinceTheLookStaysWhereTheStoreDecides() {
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS));
        ObjectStore store = store(server)) {
      ObjectLocation object = new Bucket("s3", VirtualS3.SOURCE).object(KEYS.key(0));
      ObjectIdentity seen = Calls.done(store.head(object, Optional.empty())).identity();
      server.cues().at(Operation.DELETE_OBJECT, 1, () -> server.overwriteSource(KEYS.key(0)));

      assertThat(Calls.fault(store.delete(object, seen)).kind()).isEqualTo(Kind.CONFLICT);
      Calls.done(store.head(object, Optional.empty()));
    }
  }

  private static ObjectStore store(VirtualS3 server) {
    MapSettings settings =
        new MapSettings(
            Map.of(
                "endpoint", server.endpoint().toString(),
                "access.key", "user",
                "secret.key", "unchecked",
                "bucketcopy.abilities", "+delete-if-match"));
    return Openers.s3(Map.of()).open(new Bucket("s3", VirtualS3.SOURCE), settings, 4);
  }
}
