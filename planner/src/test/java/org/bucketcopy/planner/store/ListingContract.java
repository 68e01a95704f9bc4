package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects are listed page by page, each once. */
public interface ListingContract extends ContractTest {
  @Test
  default void emptyPrefixListsNothing() {
    try (ObjectStore store = harness().open()) {
      ListingPage page = Calls.done(store.list(harness().source(), Optional.empty()));
      assertThat(page.objects()).isEmpty();
      assertThat(page.truncated()).isFalse();
    }
  }

  @Test
  default void listingShowsTheStateThatAHeadShows() {
    ObjectLocation object = source("state");
    harness().put(object, content(1234, 1), PLAIN);
    try (ObjectStore store = harness().open()) {
      ListedObject listed = keysUnder(store, harness().source()).get(0);
      assertThat(listed.key()).isEqualTo(object.key());
      assertThat(listed.size()).isEqualTo(1234);
      assertThat(listed.identity().sameContent(look(store, object).identity())).isTrue();
      assertThat(listed.identity().lastModified())
          .isCloseTo(look(store, object).identity().lastModified(), offset(1000L));
    }
  }

  @Test
  default void everyPageGoesOnWhereTheLastEnded() {
    int count = harness().pageSize() + 3;
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectLocation object = source(String.format(Locale.ROOT, "page/%06d", i));
      harness().put(object, new byte[0], PLAIN);
      keys.add(object.key());
    }
    try (ObjectStore first = harness().open();
        ObjectStore second = harness().open()) {
      ListingPage page = Calls.done(first.list(harness().source(), Optional.empty()));
      assertThat(page.truncated()).isTrue();
      assertThat(page.objects()).hasSizeLessThanOrEqualTo(harness().pageSize());
      List<String> listed = keysOf(page.objects());
      listed.addAll(keysOf(keysAfter(second, harness().source(), page.next())));
      assertThat(listed).containsExactlyElementsOf(keys);
    }
  }

  @Test
  default void listingStartsAfterAKeyThatNeedNotExist() {
    for (String name : List.of("a", "c", "e")) {
      harness().put(source(name), new byte[0], PLAIN);
    }
    try (ObjectStore store = harness().open()) {
      assertThat(keysOf(keysAfter(store, harness().source(), Optional.of(source("b").key()))))
          .containsExactly(source("c").key(), source("e").key());
      assertThat(keysOf(keysAfter(store, harness().source(), Optional.of(source("c").key()))))
          .containsExactly(source("e").key());
      assertThat(keysOf(keysAfter(store, harness().source(), Optional.of(source("e").key()))))
          .isEmpty();
    }
  }

  @Test
  default void prefixIsNoFolder() {
    for (String name : List.of("log", "logs/1", "logs/deep/2", "lo/3")) {
      if (!name.equals("log") || harness().supports(Promise.KEY_AND_FOLDER)) {
        harness().put(source(name), new byte[0], PLAIN);
      }
    }
    ObjectPrefix prefix = new ObjectPrefix(harness().source().bucket(), source("logs").key());
    try (ObjectStore store = harness().open()) {
      assertThat(keysOf(keysUnder(store, prefix)))
          .containsExactly(source("logs/1").key(), source("logs/deep/2").key());
    }
  }

  @Test
  default void keysAreListedInTheOrderOfTheirBytes() {
    List<String> names = List.of("Z", "a", "z", "é", "日", "\uFF5E", "\uD83D\uDE00");
    names.forEach(name -> harness().put(source(name), new byte[0], PLAIN));
    String[] inOrder = names.stream().map(name -> source(name).key()).toArray(String[]::new);
    try (ObjectStore store = harness().open()) {
      List<String> listed = keysOf(keysUnder(store, harness().source()));
      if (harness().supports(Promise.UTF8_ORDER)) {
        assertThat(listed).containsExactly(inOrder);
      } else {
        assertThat(listed).containsExactlyInAnyOrder(inOrder).isSorted();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(OddKey.class)
  default void oddKeyIsListedAsItIs(OddKey odd) {
    odd.promises().forEach(this::requires);
    try (ObjectStore store = harness().open()) {
      ObjectLocation object = odd.under(harness().source(), store.profile().limits());
      harness().put(object, content(10, 2), PLAIN);
      ObjectPrefix itself = new ObjectPrefix(object.bucket(), object.key());
      assertThat(keysOf(keysUnder(store, itself))).containsExactly(object.key());
      assertThat(keysAfter(store, itself, Optional.of(object.key()))).isEmpty();
    }
  }

  private static List<ListedObject> keysUnder(ObjectStore store, ObjectPrefix prefix) {
    return keysAfter(store, prefix, Optional.empty());
  }

  private static List<ListedObject> keysAfter(
      ObjectStore store, ObjectPrefix prefix, Optional<String> startAfter) {
    ListingPage page = Calls.done(store.list(prefix, startAfter));
    List<ListedObject> objects = new ArrayList<>(page.objects());
    while (page.truncated()) {
      page = Calls.done(store.list(prefix, page.next()));
      objects.addAll(page.objects());
    }
    return objects;
  }

  private static List<String> keysOf(List<ListedObject> objects) {
    List<String> keys = new ArrayList<>();
    objects.forEach(object -> keys.add(object.key()));
    return keys;
  }
}
