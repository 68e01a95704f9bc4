package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.junit.jupiter.api.Test;

/** A HEAD tells all that a copy has to carry. */
public interface HeadContract extends ContractTest {
  @Test
  default void headTellsSizeAndTime() {
    ObjectLocation object = source("size");
    harness().put(object, content(4321, 3), PLAIN);
    try (ObjectStore store = harness().open()) {
      ObjectInfo info = look(store, object);
      assertThat(info.size()).isEqualTo(4321);
      assertThat(info.traits()).isEmpty();
      assertThat(info.identity().lastModified())
          .isCloseTo(System.currentTimeMillis(), offset(TimeUnit.HOURS.toMillis(1)));
    }
  }

  @Test
  default void anotherContentHasAnotherETag() {
    ObjectLocation object = source("state");
    try (ObjectStore store = harness().open()) {
      harness().put(object, content(100, 4), PLAIN);
      ObjectInfo before = look(store, object);
      harness().put(object, content(100, 5), PLAIN);
      assertThat(before.identity().sameState(look(store, object).identity())).isFalse();
    }
  }

  @Test
  default void headTellsContentHeaders() {
    Map<ContentHeader, String> headers = new EnumMap<>(ContentHeader.class);
    headers.put(ContentHeader.CONTENT_TYPE, "text/html;charset=utf-8");
    headers.put(ContentHeader.CACHE_CONTROL, "max-age=60, public");
    headers.put(ContentHeader.CONTENT_DISPOSITION, "attachment; filename=\"a b.html\"");
    headers.put(ContentHeader.CONTENT_ENCODING, "gzip");
    headers.put(ContentHeader.CONTENT_LANGUAGE, "de, en");
    if (harness().supports(Promise.EXPIRES_HEADER)) {
      headers.put(ContentHeader.EXPIRES, "Wed, 01 Jan 2031 00:00:00 GMT");
    }
    ObjectLocation object = source("headers");
    harness()
        .put(
            object,
            content(10, 6),
            new ObjectMetadata(headers, Map.of(), Map.of(), Optional.empty()));
    try (ObjectStore store = harness().open()) {
      assertThat(look(store, object).metadata().headers())
          .containsExactlyInAnyOrderEntriesOf(headers);
    }
  }

  @Test
  default void headTellsUserMetadata() {
    Map<String, String> user =
        ImmutableMap.of("plain", "one", "with-dash", "a b  c", "symbols", "=;,:/?&%20+\"'<>");
    ObjectLocation object = source("user");
    harness().put(object, content(10, 7), PLAIN.withUser(user));
    try (ObjectStore store = harness().open()) {
      assertThat(look(store, object).metadata().user()).containsExactlyInAnyOrderEntriesOf(user);
    }
  }

  @Test
  default void headOfNothingIsNotFound() {
    try (ObjectStore store = harness().open()) {
      StoreFault fault = Calls.fault(store.head(source("nothing"), Optional.empty()));
      assertThat(fault.kind()).isEqualTo(StoreFault.Kind.NOT_FOUND);
      assertThat(fault.operation()).isEqualTo(StoreOperation.HEAD_OBJECT);
    }
  }

  @Test
  default void headTellsAnOlderVersion() {
    requires(Promise.VERSIONS);
    ObjectLocation object = source("versions");
    harness().put(object, content(10, 8), PLAIN);
    try (ObjectStore store = harness().open()) {
      ObjectInfo older = look(store, object);
      harness().put(object, content(20, 9), PLAIN);
      assertThat(older.identity().versionId()).isPresent();
      assertThat(Calls.done(store.head(object, older.identity().versionId())).size()).isEqualTo(10);
      assertThat(look(store, object).size()).isEqualTo(20);
    }
  }
}
