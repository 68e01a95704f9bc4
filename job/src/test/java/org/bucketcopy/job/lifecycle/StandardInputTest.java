package org.bucketcopy.job.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class StandardInputTest {
  /** Says what it reads. */
  public static final class Reader {
    private Reader() {}

    public static void main(String[] arguments) throws IOException {
      try {
        System.out.print("read " + StandardInput.open().readAllBytes().length);
      } catch (PathException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  private static String reader(String redirection) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "exec '"
            + java
            + "' -XX:TieredStopAtLevel=1 -cp '"
            + System.getProperty("java.class.path")
            + "' '"
            + Reader.class.getName()
            + "' "
            + redirection;
    Process process = new ProcessBuilder("sh", "-c", command).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void isReadWhereItIsOpen() throws IOException, InterruptedException {
    assertThat(reader("< /dev/null")).isEqualTo("read 0");
    assertThat(reader("<< END\nfour\nEND")).isEqualTo("read 5");
  }

  @Test
  void isRefusedWhereItIsClosed() throws IOException, InterruptedException {
    assumeThat(Path.of("/proc/self/fd")).isDirectory();

    assertThat(reader("<&-")).contains("standard input is closed");
  }
}
