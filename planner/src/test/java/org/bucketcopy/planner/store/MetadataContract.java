package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.junit.jupiter.api.Test;

/** Both ways of copying carry the same metadata. */
public interface MetadataContract extends ContractTest {
  @Test
  default void bothWaysOfCopyingCarryTheSameMetadata() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      ObjectLocation source = source("all");
      harness().put(source, content(threeParts(store), 80), everything());
      copyBothWays(store, source, look(store, source).metadata());
      ObjectMetadata whole = look(store, destination("whole")).metadata();
      assertThat(look(store, destination("parts")).metadata()).isEqualTo(whole);
      assertThat(whole.headers()).isEqualTo(everything().headers());
      assertThat(whole.user()).isEqualTo(everything().user());
    }
  }

  @Test
  default void metadataMayHoldAnyCharacter() {
    requires(Promise.NON_ASCII_METADATA);
    Map<String, String> user = ImmutableMap.of("name", "größe 日本", "empty", "", "list", "1,2");
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      ObjectLocation source = source("characters");
      harness().put(source, content(threeParts(store), 81), PLAIN.withUser(user));
      copyBothWays(store, source, look(store, source).metadata());
      assertThat(look(store, destination("whole")).metadata().user()).isEqualTo(user);
      assertThat(look(store, destination("parts")).metadata().user()).isEqualTo(user);
    }
  }

  @Test
  default void tagsAreReadAndReplaced() {
    requires(Promise.TAGS);
    ObjectLocation object = source("tags");
    harness().put(object, content(10, 82), PLAIN);
    Map<String, String> tags = ImmutableMap.of("team", "a b", "stage+1", "x/y:z=_.@-");
    try (ObjectStore store = harness().open()) {
      assertThat(Calls.done(store.tags(object, Optional.empty()))).isEmpty();
      Calls.done(store.writeTags(object, Map.of("former", "1")));
      Calls.done(store.writeTags(object, tags));
      assertThat(Calls.done(store.tags(object, Optional.empty())))
          .containsExactlyInAnyOrderEntriesOf(tags);
    }
  }

  @Test
  default void bothWaysOfCopyingCarryTags() {
    requires(Promise.TAGS);
    Map<String, String> tags = ImmutableMap.of("team", "a b", "stage+1", "x/y:z=_.@-");
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      ObjectLocation source = source("tagged");
      harness().put(source, content(threeParts(store), 83), PLAIN);
      Calls.done(store.writeTags(source, tags));
      copyBothWays(store, source, PLAIN.withTags(tags));
      assertThat(Calls.done(store.tags(destination("whole"), Optional.empty()))).isEqualTo(tags);
      assertThat(Calls.done(store.tags(destination("parts"), Optional.empty())))
          .isEqualTo(harness().supports(Promise.TAGS_AT_INITIATE) ? tags : Map.of());
    }
  }

  @Test
  default void copyOfAWholeObjectCarriesTheMetadataThatIsGiven() {
    try (ObjectStore store = harness().open()) {
      ObjectLocation source = source("plain");
      harness().put(source, content(10, 85), PLAIN.withUser(Map.of("former", "1")));
      Calls.done(store.copyObject(whole(pinned(store, source)).withMetadata(everything())));
      ObjectMetadata copy = look(store, destination("whole")).metadata();
      assertThat(copy.headers()).isEqualTo(everything().headers());
      assertThat(copy.user()).isEqualTo(everything().user());
    }
  }

  @Test
  default void copyOfAWholeObjectHasTheTagsThatAreGiven() {
    requires(Promise.TAGGING_DIRECTIVE);
    Map<String, String> tags = ImmutableMap.of("team", "a b", "stage+1", "x/y:z=_.@-");
    try (ObjectStore store = harness().open()) {
      ObjectLocation source = source("retagged");
      harness().put(source, content(10, 86), PLAIN);
      Calls.done(store.writeTags(source, Map.of("former", "1")));
      ObjectCopy copy = whole(pinned(store, source));
      Calls.done(store.copyObject(copy.withTags(tags)));
      assertThat(Calls.done(store.tags(destination("whole"), Optional.empty()))).isEqualTo(tags);
      Calls.done(store.copyObject(copy.withTags(Map.of())));
      assertThat(Calls.done(store.tags(destination("whole"), Optional.empty()))).isEmpty();
      Calls.done(store.copyObject(copy.withMetadata(everything())));
      assertThat(Calls.done(store.tags(destination("whole"), Optional.empty())))
          .isEqualTo(Map.of("former", "1"));
    }
  }

  @Test
  default void uploadIsInTheClassThatWasAskedFor() {
    requires(Promise.STORAGE_CLASS);
    Optional<String> storageClass = Optional.of(harness().otherStorageClass());
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      ObjectLocation source = source("class");
      harness().put(source, content(threeParts(store), 84), PLAIN);
      copyByParts(
          pinned(store, source), destination("class"), PLAIN.withStorageClass(storageClass));
      assertThat(look(store, destination("class")).metadata().storageClass())
          .isEqualTo(storageClass);
    }
  }

  private void copyBothWays(ObjectStore store, ObjectLocation source, ObjectMetadata metadata) {
    CopySource pinned = pinned(store, source);
    copyByParts(pinned, destination("parts"), metadata);
    Calls.done(store.copyObject(whole(pinned)));
  }

  private ObjectCopy whole(CopySource pinned) {
    return new ObjectCopy(pinned, destination("whole"), Optional.empty(), DestinationRule.REPLACE);
  }

  private ObjectMetadata everything() {
    Map<ContentHeader, String> headers = new EnumMap<>(ContentHeader.class);
    headers.put(ContentHeader.CONTENT_TYPE, "text/html;charset=utf-8");
    headers.put(ContentHeader.CACHE_CONTROL, "max-age=60, public");
    headers.put(ContentHeader.CONTENT_DISPOSITION, "attachment; filename=\"a b.html\"");
    headers.put(ContentHeader.CONTENT_ENCODING, "gzip");
    headers.put(ContentHeader.CONTENT_LANGUAGE, "de, en");
    if (harness().supports(Promise.EXPIRES_HEADER)) {
      headers.put(ContentHeader.EXPIRES, "Wed, 01 Jan 2031 00:00:00 GMT");
    }
    return new ObjectMetadata(
        headers,
        ImmutableMap.of("plain", "one", "with-dash", "a b  c"),
        Map.of(),
        Optional.empty());
  }
}
