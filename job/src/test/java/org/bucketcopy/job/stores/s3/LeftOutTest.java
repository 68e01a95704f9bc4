package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What requests leave out for servers that refuse it, and what answers leave out: past the SDK's
 * client, and by it ({@code b--c}).
 */
final class LeftOutTest {
  private static final String IF_MATCH = "x-amz-copy-source-if-match";
  private static final String TIME = "<LastModified>2025-01-01T00:00:00.000Z</LastModified>";
  private static final String REFUSED = "<Error><Code>NotImplemented</Code></Error>";

  private final RawHttpServer server;

  LeftOutTest() throws IOException {
    server = new RawHttpServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private ObjectStore open(String bucket, String abilities) {
    return Openers.s3(Map.of())
        .open(
            new Bucket("s3", bucket),
            new MapSettings(
                Map.of(
                    "endpoint",
                    server.endpoint().toString(),
                    "bucketcopy.abilities",
                    abilities,
                    "access.key",
                    "a",
                    "secret.key",
                    "s")),
            4);
  }

  private static CopySource source(Bucket bucket) {
    return new CopySource(bucket.object("s"), ETag.of("W/\"0\""), Optional.empty());
  }

  private static ObjectCopy whole(String bucket) {
    Bucket in = new Bucket("s3", bucket);
    return new ObjectCopy(source(in), in.object("k"), Optional.empty(), DestinationRule.REPLACE);
  }

  private static PartCopy part(String bucket) {
    Bucket in = new Bucket("s3", bucket);
    return new PartCopy(new UploadHandle(in.object("k"), "u"), 7, source(in), new ByteRange(0, 9));
  }

  private static String result(String call, String content) {
    return "<" + call + "Result>" + content + "</" + call + "Result>";
  }

  private List<Optional<String>> conditions() {
    return server.requests().stream().map(request -> request.header(IF_MATCH)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "b--c"})
  void aConditionThatIsRefusedIsLeftOutFromThenOn(String bucket) {
    try (ObjectStore store = open(bucket, "")) {
      server.answer("501 Not Implemented", REFUSED);
      server.answer("200 OK", result("CopyObject", "<ETag>e</ETag>"));
      server.answer("200 OK", result("CopyPart", "<ETag>p</ETag>"));

      StoredObject object = Calls.done(store.copyObject(whole(bucket)));
      UploadedPart copied = Calls.done(store.copyPart(part(bucket)));

      assertThat(object)
          .isEqualTo(
              new StoredObject(
                  Optional.of(ETag.of("e")), Optional.empty(), ContentChecksums.NONE, false));
      assertThat(copied).isEqualTo(new UploadedPart(7, ETag.of("p"), 10, false, Optional.empty()));
      assertThat(conditions())
          .containsExactly(Optional.of("\"0\""), Optional.empty(), Optional.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "b--c"})
  void aCallThatIsNotThereAtAllIsRefused(String bucket) {
    try (ObjectStore store = open(bucket, "")) {
      server.answer("501 Not Implemented", REFUSED).answer("501 Not Implemented", REFUSED);
      server.answer("200 OK", result("CopyPart", "<ETag>p</ETag>"));

      assertThat(Calls.fault(store.copyPart(part(bucket))).kind()).isEqualTo(Kind.UNSUPPORTED);
      assertThat(Calls.done(store.copyPart(part(bucket))))
          .isEqualTo(new UploadedPart(7, ETag.of("p"), 10));
      assertThat(conditions())
          .containsExactly(Optional.of("\"0\""), Optional.empty(), Optional.of("\"0\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "b--c"})
  void noConditionIsSentToAStoreThatIsSaidToHaveNone(String bucket) {
    try (ObjectStore store = open(bucket, "-SOURCE_CONDITIONS")) {
      server.answer("200 OK", result("CopyObject", "<ETag>e</ETag>"));
      server.answer("200 OK", result("CopyPart", "<ETag>p</ETag>"));

      assertThat(Calls.done(store.copyObject(whole(bucket))).conditional()).isFalse();
      assertThat(Calls.done(store.copyPart(part(bucket))).conditional()).isFalse();

      assertThat(conditions()).containsExactly(Optional.empty(), Optional.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "b--c"})
  void anObjectThatIsToldByItsTimeAloneHasNoETag(String bucket) {
    try (ObjectStore store = open(bucket, "")) {
      server.answer("200 OK", result("CopyObject", TIME));

      assertThat(Calls.done(store.copyObject(whole(bucket))).etag()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "b--c"})
  void aPartThatIsToldByItsTimeAloneIsListed(String bucket) {
    try (ObjectStore store = open(bucket, "")) {
      server.answer("200 OK", result("CopyPart", TIME));
      server.answer(
          "200 OK",
          result(
              "ListParts",
              "<Part><PartNumber>7</PartNumber><ETag>p</ETag><Size>10</Size></Part>"
                  + "<IsTruncated>false</IsTruncated>"));

      assertThat(Calls.done(store.copyPart(part(bucket))))
          .isEqualTo(new UploadedPart(7, ETag.of("p"), 10));
      assertThat(server.last().path()).contains("part-number-marker=6");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7</PartNumber><ETag>p</ETag><Size>9", "8</PartNumber><ETag>p</ETag><Size>10"})
  void aPartThatIsNotListedMayNotBeThere(String listed) {
    try (ObjectStore store = open("b", "")) {
      server.answer("200 OK", result("CopyPart", TIME));
      server.answer(
          "200 OK", result("ListParts", "<Part><PartNumber>" + listed + "</Size></Part>"));

      assertThat(Calls.fault(store.copyPart(part("b"))).kind()).isEqualTo(Kind.UNKNOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"e\"", "e", "\"E\"", "W/\"e\""})
  void aLengthThatIsNotToldIsThatOfTheListing(String etag) {
    try (ObjectStore store = open("b", "")) {
      answerHead(etag);
      answerListing("k", "e", 5);

      assertThat(Calls.done(store.head(new Bucket("s3", "b").object("k"), Optional.empty())).size())
          .isEqualTo(5);
      assertThat(server.last().path()).contains("prefix=k");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "e"})
  void aLengthOfAnotherStateOrKeyIsNotTaken(String etag) {
    try (ObjectStore store = open("b", "")) {
      answerHead("\"e\"");
      answerListing(etag.equals("e") ? "k2" : "k", etag, 5);

      assertThat(
              Calls.fault(store.head(new Bucket("s3", "b").object("k"), Optional.empty())).kind())
          .isEqualTo(Kind.TRANSIENT);
    }
  }

  private void answerHead(String etag) {
    server.answer(
        ("HTTP/1.1 200 OK\r\nConnection: close\r\nLast-Modified: Wed, 01 Jan 2025 00:00:00 GMT\r\n"
                + "ETag: "
                + etag
                + "\r\n\r\n")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  private void answerListing(String key, String etag, long size) {
    server.answer(
        "200 OK",
        "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>"
            + key
            + "</Key><ETag>"
            + etag
            + "</ETag><Size>"
            + size
            + "</Size>"
            + TIME
            + "</Contents></ListBucketResult>");
  }
}
