package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged jar carries the licence of every library in it, and says which these are. */
final class BundledLicencesIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path NOTICE = Path.of("..", "NOTICE");
  private static final String LICENCES = "META-INF/licenses/";
  private static final String RELOCATED = "org/bucketcopy/shaded/";

  private static JarFile jar;
  private static Set<String> entries = Set.of();

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(TARGET.resolve("bucket-copy.jar").toFile());
    entries = jar.stream().map(JarEntry::getName).collect(ImmutableSet.toImmutableSet());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void everyBundledLibraryHasALicence() throws IOException {
    assertThat(bundled()).hasSizeGreaterThan(40).allSatisfy(this::hasALicence);
  }

  @Test
  void everyBundledLibraryIsInTheNotice() throws IOException {
    List<String> groups =
        Files.readAllLines(NOTICE).stream()
            .filter(line -> line.matches("[a-z0-9.-]+ \\(.*\\), .*"))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .toList();

    assertThat(bundled())
        .allSatisfy(library -> assertThat(groups).anyMatch(group -> isOf(library, group)));
    assertThat(groups)
        .allSatisfy(group -> assertThat(bundled()).anyMatch(library -> isOf(library, group)));
  }

  @Test
  void theJarHasItsOwnLicenceAndTheNoticesOfAll() throws IOException {
    assertThat(text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("..", "LICENSE")));
    assertThat(text("META-INF/NOTICE"))
        .contains(Files.readAllLines(NOTICE).stream().filter(line -> !line.isBlank()).toList())
        .contains("AWS SDK for Java 2.0", "Joda.org", "The Apache Software Foundation");
  }

  private void hasALicence(Path library) {
    String artifact = library.getName(library.getNameCount() - 3).toString();
    assertThat(entries)
        .as(artifact)
        .anyMatch(
            entry -> {
              int end = entry.lastIndexOf('/');
              String folder = entry.startsWith(LICENCES) ? entry.substring(0, end + 1) : "";
              return entry.substring(end + 1).contains("LICENSE")
                  && (folder.equals(LICENCES + artifact + "/")
                      || (folder.length() > LICENCES.length()
                          && isOf(library, folder.substring(LICENCES.length(), end))));
            });
  }

  /** Whether Maven keeps a jar, as GROUP/ARTIFACT/VERSION/NAME, under this group. */
  private static boolean isOf(Path library, String group) {
    return library.subpath(0, library.getNameCount() - 3).endsWith(group.replace('.', '/'));
  }

  /** The jars of which a class is in the packaged one. */
  private static List<Path> bundled() throws IOException {
    String classPath = Files.readString(TARGET.resolve("runtime.classpath")).strip();
    Stream<Path> libraries =
        Splitter.on(File.pathSeparatorChar).splitToStream(classPath).map(Path::of);
    return libraries.filter(BundledLicencesIT::isBundled).toList();
  }

  private static boolean isBundled(Path library) {
    try (JarFile classes = new JarFile(library.toFile())) {
      return classes.stream()
          .map(JarEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .anyMatch(name -> entries.contains(name) || entries.contains(RELOCATED + name));
    } catch (IOException e) {
      throw new AssertionError(library + " cannot be read", e);
    }
  }

  private static String text(String entry) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getJarEntry(entry))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
