package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.UnusableEntry;
import org.bucketcopy.planner.store.UploadHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages byte by byte, read past the SDK and, for a bucket with an odd name, through it. */
class S3PagesTest {
  private static final String DIRECTLY = "b";
  private static final String BY_SDK = "b--c";

  private RawHttpServer server;
  private ObjectStore store;

  @BeforeEach
  void start() throws IOException {
    server = new RawHttpServer();
    store =
        Openers.s3(Map.of())
            .open(
                new Bucket("s3", DIRECTLY),
                new MapSettings(
                    Map.of(
                        "endpoint", server.endpoint().toString(),
                        "access.key", "a",
                        "secret.key", "s")),
                4);
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    server.close();
  }

  private static String entry(String key) {
    return "<Contents><Key>"
        + key
        + "</Key><Size>3</Size><ETag>e</ETag><LastModified>2025-01-01T00:00:00.000Z</LastModified>"
        + "</Contents>";
  }

  private static String page(String... elements) {
    return "<ListBucketResult><IsTruncated>false</IsTruncated>"
        + String.join("", elements)
        + "</ListBucketResult>";
  }

  private static String truncated(String... elements) {
    return page(elements).replace("false", "true");
  }

  private static ObjectPrefix prefix(String bucket) {
    return new ObjectPrefix(new Bucket("s3", bucket), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECTLY, BY_SDK})
  void bytesThatAreNoTextCostTheirEntryOnly(String bucket) {
    server.answer("200 OK", page(entry("a"), entry("b\u00FFc"), entry("d\u0001")));
    server.answer(
        "200 OK",
        page(
            "<EncodingType>url</EncodingType>", entry("a+b"), entry("b%FFc"), entry("c%EF%BF%BD")));

    ListingPage plain = Calls.done(store.list(prefix(bucket), Optional.empty()));
    ListingPage encoded = Calls.done(store.list(prefix(bucket), Optional.empty()));

    assertThat(plain.objects()).extracting(ListedObject::key).containsExactly("a", "d\u0001");
    assertThat(plain.unusable()).extracting(UnusableEntry::key).containsExactly("b\uFFFDc");
    assertThat(encoded.objects()).extracting(ListedObject::key).containsExactly("a b", "c\uFFFD");
    assertThat(encoded.unusable()).extracting(UnusableEntry::key).containsExactly("b\uFFFDc");
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECTLY, BY_SDK})
  void aPageMayBeginWithTheKeyThatItIsToComeAfter(String bucket) {
    server.answer("200 OK", truncated(entry("a"), entry("b")));

    ListingPage page = Calls.done(store.list(prefix(bucket), Optional.of("a")));

    assertThat(page.objects()).extracting(ListedObject::key).containsExactly("b");
    assertThat(page.next()).contains("b");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECTLY, BY_SDK})
  void theOrderOfUtf16IsNoReasonToAskAnew(String bucket) {
    byte[] page = page(entry("\uFF5E")).getBytes(UTF_8);
    server.answer("200 OK", new String(page, ISO_8859_1));

    assertThat(Calls.done(store.list(prefix(bucket), Optional.of("\uD83D\uDE00"))).objects())
        .hasSize(1);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECTLY, BY_SDK})
  void theDialectThatWorksIsKeptForItsBucket(String bucket) {
    server.answer("200 OK", truncated(entry("a"), entry("b")));
    server.answer("200 OK", truncated(entry("c"), entry("d")));
    server.answer("200 OK", page(entry("e")));

    assertThat(Calls.done(store.list(prefix(bucket), Optional.of("b"))).next()).contains("d");
    assertThat(Calls.done(store.list(prefix(bucket), Optional.of("d"))).next()).isEmpty();

    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(0).path()).contains("list-type=2", "start-after=b");
    assertThat(server.requests().get(1).path()).contains("marker=b").doesNotContain("list-type");
    assertThat(server.requests().get(2).path()).contains("marker=d").doesNotContain("list-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECTLY, BY_SDK})
  void whatIsRefusedInEveryDialectIsRefusedInTheStoresWords(String bucket) {
    for (int i = 0; i < 3; i++) {
      server.answer("400 Bad Request", "<Error><Code>InvalidBucketState" + i + "</Code></Error>");
    }

    assertThat(Calls.fault(store.list(prefix(bucket), Optional.empty())).code())
        .isEqualTo("InvalidBucketState0");
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECTLY, BY_SDK})
  void anErrorInside200IsNoPage(String bucket) {
    for (int i = 0; i < 3; i++) {
      server.answer("200 OK", "<Error><Code>SlowDown</Code></Error>");
    }
    UploadHandle upload = new UploadHandle(prefix(bucket).bucket().object("k"), "u");

    assertThat(Calls.fault(store.list(prefix(bucket), Optional.empty())).kind())
        .isEqualTo(Kind.THROTTLED);
    assertThat(Calls.fault(store.parts(upload)).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(Calls.fault(store.openUploads(prefix(bucket))).kind()).isEqualTo(Kind.THROTTLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECTLY, BY_SDK})
  void emptyPagesAreFollowedButNotForEver(String bucket) {
    for (int i = 0; i < 2000; i++) {
      server.answer(
          "200 OK", truncated("<NextContinuationToken>t" + i + "</NextContinuationToken>"));
    }
    server.answer("200 OK", truncated());
    server.answer("200 OK", truncated());

    assertThat(Calls.fault(store.list(prefix(bucket), Optional.empty())).kind())
        .isEqualTo(Kind.UNSUPPORTED);
    assertThat(server.requests().size()).isBetween(1000, 2002);
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECTLY, BY_SDK})
  void bytesOfAnUploadsKeyThatAreNoTextCostThatUploadOnly(String bucket) {
    String upload =
        "<Upload><Key>%s</Key><UploadId>%s</UploadId>"
            + "<Initiated>2025-01-01T00:00:00.000Z</Initiated></Upload>";
    server.answer(
        "200 OK",
        "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>"
            + upload.formatted("a\u00FF", "u1")
            + upload.formatted("b", "u2")
            + "</ListMultipartUploadsResult>");

    OpenUploads open = Calls.done(store.openUploads(prefix(bucket)));

    assertThat(open.uploads()).hasSize(1);
    assertThat(open.unusable()).hasSize(1);
    assertThat(open.unusable().get(0).reason()).contains("no text", "u1");
  }
}
