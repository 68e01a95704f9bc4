package org.bucketcopy.job.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bucketcopy.job.scripts.Installation.Ending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in the folder of an unpacked release, where nothing may be built or written. */
final class ReleaseScriptTest {
  private static final String SYSTEM = "/usr/bin:/bin";

  private Installation release;
  private Path jar;

  @BeforeEach
  void install(@TempDir Path directory) throws Exception {
    release = Installation.in(directory);
    jar = release.write("lib/bucket-copy.jar", "");
  }

  @Test
  void aReleaseStartsItsOwnJarAndBuildsNothing() throws Exception {
    Ending ending = release.run(Map.of("SPARK_HOME", spark(), "BUCKET_COPY_JAR", ""), "copy");

    assertThat(ending.exitCode()).isZero();
    assertThat(ending.out()).contains(jar.toString());
    assertThat(ending.error()).doesNotContain("build");
    assertThat(release.root().resolve("job")).doesNotExist();
  }

  @Test
  void withoutASparkAReleaseSaysWhatIsMissing() throws Exception {
    Ending ending = release.run(Map.of("PATH", SYSTEM, "BUCKET_COPY_JAR", ""), "copy");

    assertThat(ending.exitCode()).isEqualTo(2);
    assertThat(ending.error()).contains("SPARK_HOME", "PATH").doesNotContain("Maven");
    assertThat(ending.out()).hasSize(1);
  }

  @Test
  void classesAreKeptInTheUsersOwnFolder(@TempDir Path home) throws Exception {
    Path other = home.resolve("other cache");

    assertThat(kept("HOME", home)).contains(home + "/.cache/bucket-copy/classes-");
    assertThat(kept("XDG_CACHE_HOME", other)).contains(other + "/bucket-copy/classes-");
    assertThat(other.resolve("bucket-copy")).isDirectory();
  }

  @Test
  void noClassesAreKeptWhereTheUserHasNoFolder(@TempDir Path home) throws Exception {
    assertThat(kept("HOME", Files.createFile(home.resolve("a file")))).doesNotContain(".jsa");
    assertThat(kept("OTHER", home)).doesNotContain(".jsa");
  }

  /** What Java is asked to keep, in an environment of this variable. */
  private String kept(String variable, Path value) throws Exception {
    return release
        .run(Map.of("SPARK_HOME", spark(), variable, value.toString()), "copy")
        .said("java");
  }

  @Test
  void theDefaultsOfASparkCountThatPipHasInstalled() throws Exception {
    Files.createDirectories(release.root().resolve("pip"));
    Path submit = release.root().resolve("pip/spark-submit");
    Files.copy(Path.of(spark(), "bin/spark-submit"), submit);
    submit.toFile().setExecutable(true);
    release.write("pip/find_spark_home.py", "echo '" + spark() + "'");
    release.write("spark/conf/spark-defaults.conf", "spark.ui.enabled true");
    String path = submit.getParent() + ":" + SYSTEM;

    Ending ending = release.run(Map.of("PATH", path, "PYSPARK_PYTHON", "/bin/sh"), "copy");

    assertThat(ending.exitCode()).isZero();
    assertThat(ending.out())
        .contains("spark.ui.showConsoleProgress=false")
        .doesNotContain("spark.ui.enabled=false");
  }

  private String spark() {
    return release.root().resolve("spark").toString();
  }
}
