package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong command lines end with a sentence and exit code 2, before Spark is started. */
final class UsageTest {
  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("needs a unit", "s3://a/x/", "s3://b/y/", "--part-size", "64"),
        wrong("--bogus", "s3://a/x/", "s3://b/y/", "--bogus"),
        wrong("are the same", "s3://a/x/", "s3://a/x/"),
        wrong("are the same", "s3://a/x/", "s3a://a/x/"),
        wrong("is inside the source", "s3://a/x/", "s3://a/x/y/"),
        wrong("is inside the source", "s3://a/", "s3://a/y/"),
        wrong("is inside the destination", "s3://a/x/y/", "s3://a/x/"),
        wrong("s3://b/y must end in /", "s3://a/x/", "s3n://b/y"),
        wrong("s3://b/y must end in /", "s3://a", "s3://b/y"),
        wrong("are the same", "s3://a/x", "s3a://a/x"),
        wrong("are the same: s3://a/x/y", "s3://a/x/y", "s3n://a/x/"),
        wrong("are the same", "s3://a/x", "s3://a"),
        wrong("not of the form", "/data/x/", "s3://b/y/"),
        wrong("none of skip", "s3://a/x/", "s3://b/y/", "--if-exists", "maybe"),
        wrong("--in-flight", "s3://a/x/", "s3://b/y/", "--in-flight", "-1"),
        wrong("--max-requests", "s3://a/x/", "s3://b/y/", "--max-requests-per-second", "-1"),
        wrong("--max-failures", "s3://a/x/", "s3://b/y/", "--max-failures", "0"),
        wrong("--max-failures", "s3://a/x/", "s3://b/y/", "--max-failures", "many"),
        wrong("--max-duration", "s3://a/x/", "s3://b/y/", "--max-duration", "0s"),
        wrong("needs --run-dir", "s3://a/x/", "s3://b/y/", "--break-lock"),
        wrong("[a", "s3://a/x/", "s3://b/y/", "--include", "[a"),
        wrong("is empty", "s3://a/x/", "s3://b/y/", "--exclude", ""),
        wrong("has both", "s3://a/", "s3://b/", "--min-size", "2KB", "--max-size", "1KB"),
        wrong("before the other", "s3://a/", "s3://b/", "--newer-than", "1d", "--older-than", "2d"),
        wrong("neither an age", "s3://a/", "s3://b/", "--newer-than", "2026-01-01"),
        wrong("--source-storage-class is", "s3://a/", "s3://b/", "--source-storage-class", " "),
        wrong("none cannot be read", "s3://a/", "s3://b/", "--include-from", "/none"),
        wrong("line 1: the glob \"--dry-run[\"", "s3://a/", "s3://b/", "--exclude-from", file("[")),
        wrong("not of the form", "", "s3://b/y/"),
        wrong("path cannot be empty", "s3://a/x/", "s3://b/y/", "--run-dir", ""),
        wrong("path cannot be empty", "s3://a/x/", "s3://b/y/", "--summary", " "),
        wrong("is no path", "s3://a/x/", "s3://b/y/", "--run-dir", "a:b"),
        wrong("nfs4://x/y cannot be used", "s3://a/x/", "s3://b/y/", "--run-dir", "nfs4://x/y"),
        wrong("nfs4://x/y cannot be used", "s3://a/x/", "s3://b/y/", "--summary", "nfs4://x/y"),
        wrong("/tmp is a directory", "s3://a/x/", "s3://b/y/", "--summary", "/tmp"),
        wrong(
            "put - in their place", "s3://a/x/", "s3://b/y/", "--run-dir", "run_2026-01-01T00:00"),
        wrong("put - in their place", "s3://a/x/", "s3://b/y/", "--summary", "of_2026-01-01T00:00"),
        wrong("hadoop-aws", "s3://a/x/", "s3://b/y/", "--run-dir", "s3a://b/run"),
        wrong("hadoop-aws", "s3://a/x/", "s3://b/y/", "--summary", "s3a://b/summary.json"),
        wrong("donn\uFFFD\uFFFDes", "s3://a/donn\uFFFD\uFFFDes/", "s3://b/y/"),
        wrong("--include", "s3://a/x/", "s3://b/y/", "--include", "\uFFFD\uFFFDt\uFFFD\uFFFD*"),
        wrong("--content-type auto is for upload", "s3://a/", "s3://b/", "--content-type", "auto"),
        wrong("a name has small letters", "s3://a/", "s3://b/", "--metadata", "Owner=me"),
        wrong("marks what bucket-copy", "s3://a/", "s3://b/", "--metadata", "bucket-copy-upload=x"),
        wrong("cannot be put into a header", "s3://a/", "s3://b/", "--metadata", "a=b\nc"),
        wrong("Content-Type given is empty", "s3://a/", "s3://b/", "--content-type", ""),
        wrong("--tag and --tags none", "s3://a/", "s3://b/", "--tag", "a=b", "--tags", "none"),
        wrong("--acl is empty", "s3://a/", "s3://b/", "--acl", ""),
        wrong("--sse-kms-key-id needs", "s3://a/", "s3://b/", "--sse-kms-key-id", "k"),
        wrong("--bucket-key needs", "s3://a/", "s3://b/", "--sse", "AES256", "--bucket-key"),
        wrong("[AES256, KMS, SM4]", "s3://a/", "s3://b/", "--sse", "aes256"),
        wrong("Unmatched argument", "s3://a/x/", "s3://b/y/", "@" + file("")));
  }

  /** A file with options that are not those of the command line. */
  private static String file(String more) {
    try {
      return Files.writeString(Files.createTempFile("options", ""), "--dry-run" + more).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last line of standard output is a summary for usage errors too. */
  private static void assertTold(CopyRun run, String command, String told) {
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(told);
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.summary().path("command").asText()).isEqualTo(command);
    assertThat(run.summary().path("status").asText()).isEqualTo("usage");
    assertThat(run.summary().path("exitCode").asInt()).isEqualTo(2);
    assertThat(run.summary().path("problem").asText()).contains(told);
  }

  private static Arguments wrong(
      String told, String source, String destination, String... options) {
    return Arguments.of(told, source, destination, List.of(options));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isTold(String told, String source, String destination, List<String> options) {
    CopyRun run =
        CopyRun.of(
            Map.of("spark.master", "no-such-master"),
            Stream.concat(
                    Stream.of("copy", "--source", source, "--destination", destination),
                    options.stream())
                .toArray(String[]::new));

    assertTold(run, "copy", told);
  }

  static Stream<Arguments> wrongCheck() {
    return Stream.of(
        wrong("are the same", "s3://a/x/", "s3://a/x/"),
        wrong("must end in /", "s3://a/x/", "s3a://b/y"),
        wrong("are the same", "s3://a/x", "s3a://a/"),
        wrong("--dry-run", "s3://a/x/", "s3://b/y/", "--dry-run"),
        wrong("--run-dir", "s3://a/x/", "s3://b/y/", "--run-dir", "r"),
        wrong("[a", "s3://a/x/", "s3://b/y/", "--include", "[a"),
        wrong("--tag and --tags none", "s3://a/", "s3://b/", "--tag", "a=b", "--tags", "none"),
        wrong("--acl is empty", "s3://a/", "s3://b/", "--acl", ""),
        wrong("--sse SM4", "s3://a/", "s3://b/", "--sse", "SM4"),
        wrong("path cannot be empty", "s3://a/x/", "s3://b/y/", "--summary", " "),
        wrong("Unmatched argument", "s3://a/x/", "s3://b/y/", "z"));
  }

  @ParameterizedTest
  @MethodSource("wrongCheck")
  void isToldOfACheck(String told, String source, String destination, List<String> options) {
    CopyRun run =
        CopyRun.of(
            Map.of(),
            Stream.concat(
                    Stream.of("check", "--source", source, "--destination", destination),
                    options.stream())
                .toArray(String[]::new));

    assertTold(run, "check", told);
  }

  static Stream<Arguments> wrongSweep() {
    return Stream.of(
        wrongSweep("say what to sweep"),
        wrongSweep("need --destination", "--run-dir", "r", "--yes"),
        wrongSweep("need --destination", "--run-dir", "r", "--all"),
        wrongSweep("need --destination", "--run-dir", "r", "--older-than", "7d"),
        wrongSweep("needs --older-than", "--destination", "s3://b/"),
        wrongSweep("needs a unit", "--destination", "s3://b/", "--older-than", "7"),
        wrongSweep("must end in /", "--destination", "s3a://b/x", "--older-than", "7d"),
        wrongSweep(
            "is for --run-dir alone",
            "--destination",
            "s3://b/",
            "--older-than",
            "7d",
            "--break-lock"),
        wrongSweep("--retries", "--run-dir", "r", "--retries", "-1"),
        wrongSweep("path cannot be empty", "--run-dir", ""),
        wrongSweep("path cannot be empty", "--run-dir", "r", "--summary", ""),
        wrongSweep("nfs4://x cannot be used", "--run-dir", "nfs4://x"),
        wrongSweep("put - in their place", "--run-dir", "run_2026-01-01T00:00"),
        wrongSweep("hadoop-aws", "--run-dir", "s3a://b/run"),
        wrongSweep("/tmp is a directory", "--run-dir", "r", "--summary", "/tmp"),
        wrongSweep("r\uFFFDn", "--run-dir", "r\uFFFDn"));
  }

  static Stream<Arguments> wrongUpload() {
    return Stream.of(
        wrongStream("not of the form", "/data/x"),
        wrongStream("none of skip", "s3://b/x/", "--if-exists", "maybe"),
        wrongStream("none of skip, marker", "s3://b/x/", "--empty-directories", "keep"),
        wrongStream("none of mtime", "s3://b/x/", "--preserve", "owner"),
        wrongStream("--metadata", "s3://b/x/", "--metadata", "Owner=me"),
        wrongStream("--metadata", "s3://b/x/", "--metadata", "owner"),
        wrongStream("--tag", "s3://b/x/", "--tag", "team"),
        wrongStream("marks what", "s3://b/x/", "--metadata", "bucket-copy-upload=x"),
        wrongStream(
            "exclude each other", "s3://b/x/", "--metadata", "mtime=1", "--preserve", "mtime"),
        wrongStream("needs a unit", "s3://b/x/", "--part-size", "64"),
        wrongStream("needs a unit", "s3://b/x/", "--max-bytes-per-second", "1000000"),
        wrongStream("at least 1B", "s3://b/x/", "--max-bytes-per-second", "0B"),
        wrongStream("134218B or more", "s3://b/x/", "--max-bytes-per-second", "134217B"),
        wrongStream("Unknown option", "s3://b/x/", "--tags", "none"),
        wrongStream("none of auto", "s3://b/x/", "--checksum", "sha256"),
        wrongStream("is empty", "s3://b/x/", "--include", ""),
        wrongStream("has both", "s3://b/x/", "--min-size", "2KB", "--max-size", "1KB"),
        wrongStream("files have none", "s3://b/x/", "--source-storage-class", "STANDARD"),
        wrongStream("none cannot be read", "s3://b/x/", "--exclude-from", "/none"),
        wrongStream("needs --run-dir", "s3://b/x/", "--break-lock"),
        wrongStream("--oss-callback", "s3://b/x/", "--oss-callback-body", "x"),
        wrongStream("/tmp is a directory", "s3://b/x/", "--summary", "/tmp"),
        wrongStream("is no path", "s3://b/x/", "--run-dir", "a:b"));
  }

  @ParameterizedTest
  @MethodSource("wrongUpload")
  void isToldOfAnUpload(String told, String destination, List<String> options) {
    CopyRun run =
        CopyRun.of(
            Map.of("spark.master", "no-such-master"),
            Stream.concat(
                    Stream.of("upload", "--source", "file:/data", "--destination", destination),
                    options.stream())
                .toArray(String[]::new));

    assertTold(run, "upload", told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "nfs4://x/y"})
  void aSourceOfAnUploadThatIsNoPathIsTold(String source) {
    CopyRun run =
        CopyRun.of(
            Map.of("spark.master", "no-such-master"),
            "upload",
            "--source",
            source,
            "--destination",
            "s3://b/x/");

    assertTold(run, "upload", source.startsWith("nfs4") ? "cannot be used" : "path");
  }

  @ParameterizedTest
  @CsvSource({"oss, md5", "oss, both", "bos, crc", "bos, both", "s3, crc", "s3, md5"})
  void aProofThatTheStoreCannotGiveIsTold(String scheme, String checksum) {
    CopyRun run =
        CopyRun.of(
            Map.of(
                "spark.master", "no-such-master",
                "spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:1",
                "spark.hadoop.fs.oss.endpoint", "http://oss-cn-hangzhou.example",
                "spark.hadoop.fs.oss.region", "cn-hangzhou",
                "spark.hadoop.fs.oss.accessKeyId", "id",
                "spark.hadoop.fs.oss.accessKeySecret", "unused",
                "spark.hadoop.fs.bos.endpoint", "http://127.0.0.1:1",
                "spark.hadoop.fs.bos.access.key", "id",
                "spark.hadoop.fs.bos.secret.access.key", "unused"),
            "upload",
            "--source",
            "file:/tmp/",
            "--destination",
            scheme + "://b/x/",
            "--checksum",
            checksum);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.summary().path("problem").asText()).contains("--checksum");
  }

  @Test
  void aCopyHasNoRateOfBytes() {
    CopyRun run =
        CopyRun.of(
            Map.of(),
            "copy",
            "--source",
            "s3://a/",
            "--destination",
            "s3://b/",
            "--max-bytes-per-second",
            "1MB");

    assertTold(run, "copy", "--max-bytes-per-second");
  }

  static Stream<Arguments> wrongStream() {
    return Stream.of(
        wrongStream("needs the name of an object", "s3://b/"),
        wrongStream("needs the name of an object", "s3://b/x/"),
        wrongStream("--include is for files", "s3://b/x", "--include", "a"),
        wrongStream("--exclude is for files", "s3://b/x", "--exclude", "a"),
        wrongStream("--include-from is for files", "s3://b/x", "--include-from", "/none"),
        wrongStream("--newer-than is for files", "s3://b/x", "--newer-than", "1d"),
        wrongStream("--run-dir is for files", "s3://b/x", "--run-dir", "r"),
        wrongStream("--break-lock is for files", "s3://b/x", "--break-lock"),
        wrongStream("--dry-run is for files", "s3://b/x", "--dry-run"),
        wrongStream("--max-failures is for files", "s3://b/x", "--max-failures", "1"),
        wrongStream("--preserve is for files", "s3://b/x", "--preserve", "mtime"),
        wrongStream("at least 1B", "s3://b/x", "--max-bytes-per-second", "0B"),
        wrongStream("89479B or more", "s3://b/x", "--max-bytes-per-second", "89478B"),
        wrongStream("--if-exists skip is for files", "s3://b/x", "--if-exists", "skip"),
        wrongStream(
            "--empty-directories is for files", "s3://b/x", "--empty-directories", "marker"),
        wrongStream(
            "--multipart-threshold is for files", "s3://b/x", "--multipart-threshold", "1GiB"));
  }

  private static Arguments wrongStream(String told, String destination, String... options) {
    return Arguments.of(told, destination, List.of(options));
  }

  @ParameterizedTest
  @MethodSource("wrongStream")
  void isToldOfAStream(String told, String destination, List<String> options) {
    CopyRun run =
        CopyRun.of(
            Map.of("spark.master", "no-such-master"),
            Stream.concat(
                    Stream.of("upload", "--source", "-", "--destination", destination),
                    options.stream())
                .toArray(String[]::new));

    assertTold(run, "upload", told);
  }

  @Test
  void aDriverOnTheClusterHasNoStandardInput() {
    CopyRun run =
        CopyRun.of(
            Map.of("spark.submit.deployMode", "cluster"),
            "upload",
            "--source",
            "-",
            "--destination",
            "s3://b/x");

    assertTold(run, "upload", "needs --deploy-mode client");
  }

  private static Arguments wrongSweep(String told, String... options) {
    return Arguments.of(told, List.of(options));
  }

  @ParameterizedTest
  @MethodSource("wrongSweep")
  void isToldOfASweep(String told, List<String> options) {
    CopyRun run =
        CopyRun.of(
            Map.of(), Stream.concat(Stream.of("sweep"), options.stream()).toArray(String[]::new));

    assertTold(run, "sweep", told);
  }

  static Stream<Arguments> wrongStatus() {
    return Stream.of(
        wrongSweep("--run-dir"),
        wrongSweep("path cannot be empty", "--run-dir", ""),
        wrongSweep("nfs4://x cannot be used", "--run-dir", "nfs4://x"),
        wrongSweep("needs --wait", "--run-dir", "r", "--max-duration", "1h"),
        wrongSweep("needs a unit", "--run-dir", "r", "--wait", "--max-duration", "1"));
  }

  @ParameterizedTest
  @MethodSource("wrongStatus")
  void isToldOfAStatus(String told, List<String> options) {
    CopyRun run =
        CopyRun.of(
            Map.of(), Stream.concat(Stream.of("status"), options.stream()).toArray(String[]::new));

    assertTold(run, "status", told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "upload", "check", "sweep", "status", "report", ""})
  void helpIsNoSummary(String command) {
    CopyRun run =
        CopyRun.of(
            Map.of(),
            Stream.of(command, "--help").filter(word -> !word.isEmpty()).toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).startsWith("Usage: bucket-copy").doesNotContain("exitCode");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void isToldOfAReport() {
    assertTold(CopyRun.of(Map.of(), "report"), "report", "--run-dir");
    assertTold(CopyRun.of(Map.of(), "report", "--run-dir", " "), "report", "cannot be empty");
    assertTold(CopyRun.of(Map.of(), "report", "--run-dir", "nfs4://x"), "report", "cannot be used");
  }

  static Stream<Arguments> wrongVerify() {
    return Stream.of(
        wrong("are the same", "s3://a/x/", "s3a://a/x/"),
        wrong("are the same", "s3n://a/x/y", "s3a://a/x/"),
        wrong("s3://b/y must end in /", "s3://a/x/", "s3://b/y"),
        wrong("are both files", "/data/x", "hdfs://n/x"),
        wrong("--all needs --level bytes", "s3://a/", "s3://b/", "--all"),
        wrong("needs --level", "s3://a/", "s3://b/", "--level", "listing", "--metadata", "tags"),
        wrong("buckets on both sides", "/data/x", "s3://b/", "--metadata", "tags"),
        wrong("none of headers", "s3://a/", "s3://b/", "--metadata", "acl"),
        wrong("none of report", "s3://a/", "s3://b/", "--extra", "delete"),
        wrong("needs --run-dir", "s3://a/", "s3://b/", "--break-lock"),
        wrong("[a", "s3://a/", "s3://b/", "--include", "[a"),
        wrong("has both", "s3://a/", "s3://b/", "--min-size", "2KB", "--max-size", "1KB"),
        wrong("files have none", "/data", "s3://b/", "--source-storage-class", "STANDARD"),
        wrong("none cannot be read", "s3://a/", "s3://b/", "--exclude-from", "/none"));
  }

  @ParameterizedTest
  @MethodSource("wrongVerify")
  void isToldOfAVerification(String told, String source, String destination, List<String> options) {
    CopyRun run =
        CopyRun.of(
            Map.of("spark.master", "no-such-master"),
            Stream.concat(
                    Stream.of("verify", "--source", source, "--destination", destination),
                    options.stream())
                .toArray(String[]::new));

    assertTold(run, "verify", told);
  }

  @Test
  void aCommandIsNeeded() {
    assertTold(CopyRun.of(Map.of()), "", "a command is needed");
    assertTold(CopyRun.of(Map.of(), "prove"), "", "prove");
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy --source s3://a/ --destination s3://b/", "sweep --run-dir r"})
  void javaOptionsThatHoldASecretAreTold(String line) {
    List<String> words = Splitter.on(' ').splitToList(line);

    CopyRun run =
        CopyRun.of(
            Map.of("spark.executor.extraJavaOptions", "-Djavax.net.ssl.trustStorePassword=hush"),
            words.toArray(String[]::new));

    assertTold(run, words.get(0), "javax.net.ssl.trustStorePassword");
    assertThat(run.err() + run.out()).doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy --source s3://AK:hush@a/ --destination s3://b/",
        "copy --source oss://a/ --destination OSS://AK:hush@b",
        "copy --source s3://a/ --destination s3://b/ --run-dir ftp://me:hush@host/run",
        "copy --source s3://a/ --destination s3://b/ --summary s3a://AK:hush@b/summary",
        "copy --source oss://a/ --destination oss://b/ --oss-callback-url"
            + " https://a.example/;https://me:hush@b.example/ --oss-callback-body x",
        "sweep --destination bos://AK:hush@b/ --older-than 7d",
        "upload --source ftp://me:hush@host/x --destination s3://b/",
        "upload --source file:/x --destination s3://AK:hush@b/",
        "sweep --run-dir ftp://me:hush@host/run"
      })
  void aLoginInAnAddressIsToldAndNotShown(String line) {
    List<String> words = Splitter.on(' ').splitToList(line);

    CopyRun run = CopyRun.of(Map.of(), words.toArray(String[]::new));

    assertTold(run, words.get(0), "an address cannot hold credentials");
    assertThat(run.err() + run.out()).doesNotContain("hush");
  }

  @Test
  void aNameBeforeAHostIsNoLogin() {
    CopyRun run =
        CopyRun.of(
            Map.of(),
            "copy",
            "--source",
            "s3://a/x/",
            "--destination",
            "s3://a/x/",
            "--run-dir",
            "abfss://container@account.example/run");

    assertTold(run, "copy", "are the same");
  }

  @Test
  void aSchemeThatIsNoStoreIsTold() {
    CopyRun run = CopyRun.of(Map.of(), "copy", "--source", "gs://a/", "--destination", "gs://b/");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("gs").contains("s3");
  }

  @Test
  void theVersionIsAllThatIsWrittenWhereItIsAskedFor() {
    CopyRun run = CopyRun.of(Map.of("spark.master", "no-such-master"), "--version");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out().lines()).hasSize(1).first().asString().startsWith("bucket-copy ");
  }
}
