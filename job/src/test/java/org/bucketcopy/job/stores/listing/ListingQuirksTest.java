package org.bucketcopy.job.stores.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bucketcopy.job.servers.ListingQuirk.COMMON_PREFIXES;
import static org.bucketcopy.job.servers.ListingQuirk.EMPTY_PAGES;
import static org.bucketcopy.job.servers.ListingQuirk.ENCODING_IGNORED;
import static org.bucketcopy.job.servers.ListingQuirk.MARKER_IGNORED;
import static org.bucketcopy.job.servers.ListingQuirk.MAX_IGNORED;
import static org.bucketcopy.job.servers.ListingQuirk.NO_COMMON_PREFIXES;
import static org.bucketcopy.job.servers.ListingQuirk.NO_IS_TRUNCATED;
import static org.bucketcopy.job.servers.ListingQuirk.NO_NEXT;
import static org.bucketcopy.job.servers.ListingQuirk.ODD_IS_TRUNCATED;
import static org.bucketcopy.job.servers.ListingQuirk.PART_MARKER_IGNORED;
import static org.bucketcopy.job.servers.ListingQuirk.START_AFTER_IGNORED;
import static org.bucketcopy.job.servers.ListingQuirk.TOKEN_IGNORED;
import static org.bucketcopy.job.servers.ListingQuirk.UPLOAD_MARKERS_IGNORED;
import static org.bucketcopy.job.servers.ListingQuirk.V2_INVALID;
import static org.bucketcopy.job.servers.ListingQuirk.V2_NOT_IMPLEMENTED;
import static org.bucketcopy.job.servers.ListingQuirk.V2_UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.EntryFlaw;
import org.bucketcopy.job.servers.ListingQuirk;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that list otherwise than they say: each row for the three stores. */
class ListingQuirksTest {
  private static final int OBJECTS = 3 * ListingServer.PAGE + 2;

  /** What becomes of a listing. */
  enum Outcome {
    /** Every entry is listed, once. */
    WHOLE,
    /** It ends, and is not tried again. */
    UNSUPPORTED,
    /** The answer is none, and the next one may be. */
    TRIED_AGAIN
  }

  private static Stream<Arguments> row(
      Outcome s3, Outcome oss, Outcome bos, ListingQuirk... quirks) {
    return Stream.of(
        Arguments.of(ListingServer.Kind.S3, s3, List.of(quirks)),
        Arguments.of(ListingServer.Kind.OSS, oss, List.of(quirks)),
        Arguments.of(ListingServer.Kind.BOS, bos, List.of(quirks)));
  }

  private static Stream<Arguments> row(Outcome all, ListingQuirk... quirks) {
    return row(all, all, all, quirks);
  }

  static Stream<Arguments> objects() {
    Outcome whole = Outcome.WHOLE;
    Outcome ended = Outcome.UNSUPPORTED;
    return Stream.of(
            row(whole),
            row(whole, START_AFTER_IGNORED),
            row(whole, START_AFTER_IGNORED, TOKEN_IGNORED),
            row(whole, START_AFTER_IGNORED, NO_NEXT),
            row(whole, V2_UNKNOWN),
            row(whole, V2_NOT_IMPLEMENTED),
            row(whole, V2_INVALID),
            row(whole, whole, ended, START_AFTER_IGNORED, MARKER_IGNORED),
            row(ended, V2_UNKNOWN, MARKER_IGNORED),
            row(ended, V2_NOT_IMPLEMENTED, MARKER_IGNORED),
            row(ended, START_AFTER_IGNORED, MARKER_IGNORED, TOKEN_IGNORED),
            row(ended, START_AFTER_IGNORED, MARKER_IGNORED, NO_NEXT),
            row(ended, EMPTY_PAGES),
            row(ended, EMPTY_PAGES, NO_NEXT),
            row(ended, EMPTY_PAGES, START_AFTER_IGNORED, MARKER_IGNORED, TOKEN_IGNORED),
            row(whole, NO_NEXT),
            row(whole, MAX_IGNORED),
            row(whole, ENCODING_IGNORED),
            row(ended, COMMON_PREFIXES),
            row(whole, NO_COMMON_PREFIXES),
            row(Outcome.TRIED_AGAIN, NO_IS_TRUNCATED),
            row(Outcome.TRIED_AGAIN, ODD_IS_TRUNCATED))
        .flatMap(row -> row);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void objectsAreListedOnceOrTheListingEnds(
      ListingServer.Kind kind, Outcome outcome, List<ListingQuirk> quirks) {
    try (ListingServer server = kind.start()) {
      List<String> keys = server.put(OBJECTS);
      quirks.forEach(server.quirks()::with);
      if (outcome == Outcome.WHOLE) {
        assertThat(server.keysAfter(Optional.empty())).isEqualTo(keys);
        assertThat(server.keysAfter(Optional.of("p/"))).isEqualTo(keys);
        assertThat(server.keysAfter(Optional.of("p/11x"))).isEqualTo(keys.subList(12, OBJECTS));
        assertThat(server.keysAfter(Optional.of("p/z"))).isEmpty();
      } else {
        check(outcome, fault(server));
      }
    }
  }

  /** The fault that a walk from page to page ends with. */
  private static StoreFault fault(ListingServer server) {
    try {
      List<String> keys = server.keysAfter(Optional.empty());
      throw new AssertionError("the listing should have failed and gave " + keys);
    } catch (StoreException failed) {
      return failed.fault();
    }
  }

  private static void check(Outcome outcome, StoreFault fault) {
    if (outcome == Outcome.UNSUPPORTED) {
      assertThat(fault.kind()).isEqualTo(StoreFault.Kind.UNSUPPORTED);
      assertThat(fault.message()).startsWith("the server ");
    } else {
      assertThat(fault.kind()).matches(StoreFault.Kind::passing);
      assertThat(fault.message()).contains("the answer is no listing");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ListingServer.Kind.class,
      names = {"S3", "OSS"})
  void rangesAreListedSideBySideByTokensToo(ListingServer.Kind kind) {
    try (ListingServer server = kind.start()) {
      List<String> keys = server.put(OBJECTS);
      server.quirks().with(START_AFTER_IGNORED).with(MARKER_IGNORED);
      List<String> left = new ArrayList<>();
      List<String> right = new ArrayList<>();
      Optional<String> after = Optional.empty();
      Optional<String> afterRight = Optional.of("p/05");
      while (afterRight.isPresent()) {
        ListingPage page = Calls.done(server.store().list(server.prefix(), after));
        ListingPage pageRight = Calls.done(server.store().list(server.prefix(), afterRight));
        page.objects().forEach(object -> left.add(object.key()));
        pageRight.objects().forEach(object -> right.add(object.key()));
        after = page.next();
        afterRight = pageRight.next();
      }
      assertThat(left).isSubsetOf(keys).doesNotHaveDuplicates();
      assertThat(right).isEqualTo(keys.subList(6, OBJECTS));
    }
  }

  static Stream<Arguments> parts() {
    Outcome whole = Outcome.WHOLE;
    Outcome ended = Outcome.UNSUPPORTED;
    return Stream.of(
            row(whole),
            row(whole, NO_NEXT),
            row(ended, PART_MARKER_IGNORED),
            row(ended, PART_MARKER_IGNORED, NO_NEXT),
            row(ended, EMPTY_PAGES, PART_MARKER_IGNORED),
            row(ended, EMPTY_PAGES, NO_NEXT),
            row(Outcome.TRIED_AGAIN, NO_IS_TRUNCATED),
            row(Outcome.TRIED_AGAIN, ODD_IS_TRUNCATED))
        .flatMap(row -> row);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void partsAreListedOnceOrTheListingEnds(
      ListingServer.Kind kind, Outcome outcome, List<ListingQuirk> quirks) {
    try (ListingServer server = kind.start()) {
      UploadHandle upload = server.upload("p/u", 2 * ListingServer.PAGE + 1);
      quirks.forEach(server.quirks()::with);
      if (outcome == Outcome.WHOLE) {
        assertThat(Calls.done(server.store().parts(upload)))
            .hasSize(2 * ListingServer.PAGE + 1)
            .extracting(UploadedPart::partNumber)
            .isSorted()
            .doesNotHaveDuplicates();
      } else {
        check(outcome, Calls.fault(server.store().parts(upload)));
      }
    }
  }

  static Stream<Arguments> uploads() {
    Outcome whole = Outcome.WHOLE;
    Outcome ended = Outcome.UNSUPPORTED;
    return Stream.of(
            row(whole),
            row(whole, NO_NEXT),
            row(whole, ENCODING_IGNORED),
            row(ended, UPLOAD_MARKERS_IGNORED),
            row(ended, UPLOAD_MARKERS_IGNORED, NO_NEXT),
            row(ended, EMPTY_PAGES, UPLOAD_MARKERS_IGNORED),
            row(ended, EMPTY_PAGES, NO_NEXT),
            row(Outcome.TRIED_AGAIN, NO_IS_TRUNCATED),
            row(Outcome.TRIED_AGAIN, ODD_IS_TRUNCATED))
        .flatMap(row -> row);
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void uploadsAreListedOnceOrTheListingEnds(
      ListingServer.Kind kind, Outcome outcome, List<ListingQuirk> quirks) {
    try (ListingServer server = kind.start()) {
      List<UploadHandle> uploads = new ArrayList<>();
      for (int i = 0; i < 2 * ListingServer.PAGE + 1; i++) {
        uploads.add(server.upload("p/" + (char) ('a' + i)));
      }
      quirks.forEach(server.quirks()::with);
      if (outcome == Outcome.WHOLE) {
        assertThat(Calls.done(server.store().openUploads(server.prefix())).uploads())
            .extracting(OpenUpload::handle)
            .containsExactlyElementsOf(uploads);
      } else {
        check(outcome, Calls.fault(server.store().openUploads(server.prefix())));
      }
    }
  }

  static Stream<Arguments> flawsOfObjects() {
    return kinds(
        EntryFlaw.NO_KEY,
        EntryFlaw.EMPTY_KEY,
        EntryFlaw.KEY_NOT_UTF8,
        EntryFlaw.KEY_REPLACED,
        EntryFlaw.NO_ETAG,
        EntryFlaw.EMPTY_ETAG,
        EntryFlaw.NO_SIZE,
        EntryFlaw.NEGATIVE_SIZE,
        EntryFlaw.UNREADABLE_SIZE,
        EntryFlaw.HUGE_SIZE,
        EntryFlaw.NO_TIME,
        EntryFlaw.UNREADABLE_TIME);
  }

  private static Stream<Arguments> kinds(EntryFlaw... flaws) {
    return Stream.of(ListingServer.Kind.values())
        .flatMap(kind -> Stream.of(flaws).map(flaw -> Arguments.of(kind, flaw)));
  }

  @ParameterizedTest
  @MethodSource("flawsOfObjects")
  void anEntryThatCannotBeUsedIsOneOfThePage(ListingServer.Kind kind, EntryFlaw flaw) {
    try (ListingServer server = kind.start()) {
      server.put().put("p/before");
      server.put().put("p/flawed");
      server.put().put("p/later");
      server.quirks().with(flaw);

      ListingPage page = Calls.done(server.store().list(server.prefix(), Optional.empty()));

      assertThat(page.objects())
          .extracting(ListedObject::key)
          .containsExactly("p/before", "p/later");
      assertThat(page.unusable()).hasSize(1);
      assertThat(page.unusable().get(0).reason()).startsWith("it");
      String key = page.unusable().get(0).key();
      switch (flaw) {
        case NO_KEY, EMPTY_KEY -> assertThat(key).isEmpty();
        case KEY_NOT_UTF8, KEY_REPLACED -> assertThat(key).isEqualTo("p/flawed\uFFFD");
        default -> assertThat(key).isEqualTo("p/flawed");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPageMayEndWithAKeyThatCannotBeRead(ListingServer.Kind kind) {
    try (ListingServer server = kind.start()) {
      List<String> keys = server.put(ListingServer.PAGE - 1);
      server.put().put("p/05flawed");
      server.put().put("p/06");
      server.quirks().with(EntryFlaw.KEY_NOT_UTF8);

      if (kind == ListingServer.Kind.BOS) {
        check(
            Outcome.UNSUPPORTED,
            Calls.fault(server.store().list(server.prefix(), Optional.empty())));
        return;
      }
      keys.add("p/06");
      assertThat(server.keysAfter(Optional.empty())).isEqualTo(keys);
    }
  }

  static Stream<Arguments> flawsOfUploads() {
    return kinds(
        EntryFlaw.NO_KEY,
        EntryFlaw.EMPTY_KEY,
        EntryFlaw.KEY_NOT_UTF8,
        EntryFlaw.KEY_REPLACED,
        EntryFlaw.NO_UPLOAD_ID,
        EntryFlaw.EMPTY_UPLOAD_ID,
        EntryFlaw.NO_TIME,
        EntryFlaw.UNREADABLE_TIME);
  }

  @ParameterizedTest
  @MethodSource("flawsOfUploads")
  void anUploadThatCannotBeNamedIsTold(ListingServer.Kind kind, EntryFlaw flaw) {
    try (ListingServer server = kind.start()) {
      UploadHandle before = server.upload("p/before");
      server.upload("p/flawed");
      UploadHandle later = server.upload("p/later");
      server.quirks().with(flaw);

      OpenUploads open = Calls.done(server.store().openUploads(server.prefix()));

      assertThat(open.uploads()).extracting(OpenUpload::handle).containsExactly(before, later);
      assertThat(open.unusable()).hasSize(1);
      assertThat(open.unusable().get(0).reason()).startsWith("it");
    }
  }

  static Stream<Arguments> flawsOfParts() {
    return kinds(
        EntryFlaw.NO_PART_NUMBER,
        EntryFlaw.UNREADABLE_PART_NUMBER,
        EntryFlaw.NO_ETAG,
        EntryFlaw.EMPTY_ETAG,
        EntryFlaw.NO_SIZE,
        EntryFlaw.NEGATIVE_SIZE,
        EntryFlaw.UNREADABLE_SIZE);
  }

  @ParameterizedTest
  @MethodSource("flawsOfParts")
  void partsOfWhichOneCannotBeReadAreNoList(ListingServer.Kind kind, EntryFlaw flaw) {
    try (ListingServer server = kind.start()) {
      UploadHandle upload = server.upload("p/u", 3);
      server.quirks().with(flaw);

      StoreFault fault = Calls.fault(server.store().parts(upload));

      assertThat(fault.kind()).matches(StoreFault.Kind::passing);
      assertThat(fault.message()).contains("of part", "it is listed without");
    }
  }
}
