package org.bucketcopy.job.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Lists;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.Printable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in a real browser, where Chromium is installed. The pictures are in {@code
 * target/report-page}, for people.
 */
final class PageBrowserTest {
  private static final Path PICTURES = Path.of("target", "report-page").toAbsolutePath();

  @TempDir static Path directory;

  private static Optional<Chromium> browser = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "there is no chromium on the PATH");
    Files.createDirectories(PICTURES);
    browser = Optional.of(Chromium.start(program.orElseThrow(), PICTURES.resolve("chromium")));
  }

  @AfterAll
  static void stop() {
    browser.ifPresent(Chromium::close);
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "1280, dark", "400, light", "400, dark"})
  void aLargeRunFitsIntoTheWindow(int width, String colours) throws Exception {
    Chromium chromium = open(Pages.large(), width, colours);

    assertThat(chromium.complaints()).isEmpty();
    assertThat(chromium.requests()).isEmpty();
    assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(width);
    // What scrolls by itself does not have to, but for tables that nobody can make narrower.
    assertThat(
            chromium
                .evaluate(
                    "[...document.querySelectorAll('.scroll')]"
                        + ".filter(box => box.scrollWidth > box.clientWidth).length")
                .asInt())
        .isZero();
    assertThat(texts(chromium, "h2"))
        .containsExactly(
            "Over time",
            "Objects",
            "Latency of requests",
            "Slowest objects",
            "Driver and executors",
            "What was asked",
            "Failed objects");
    assertThat(chromium.evaluate("document.querySelectorAll('figure svg path').length").asInt())
        .isEqualTo(6);
    assertThat(chromium.evaluate("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo(colours.equals("light") ? "rgb(255, 255, 255)" : "rgb(19, 22, 26)");
    picture(chromium, width + "-" + colours);
  }

  @Test
  void aLargeRunIsDrawnWithinASecond() throws Exception {
    Chromium chromium = open(Pages.large(), 1280, "light");

    JsonNode millis =
        chromium.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd");

    // A second on a machine that does nothing else; what is quadratic takes minutes.
    assertThat(millis.asDouble()).isBetween(1.0, 10_000.0);
    System.out.println("the page of a large run is drawn within " + millis + " ms");
  }

  @Test
  void keysAndMessagesAreTextWhateverTheyHold() throws Exception {
    Chromium chromium = open(Pages.hostile(), 400, "dark");

    assertThat(chromium.complaints()).isEmpty();
    assertThat(chromium.evaluate("document.querySelectorAll('script').length").asInt())
        .isEqualTo(2);
    assertThat(chromium.evaluate("document.querySelectorAll('b').length").asInt()).isZero();
    assertThat(texts(chromium, "#failed .key"))
        .containsExactlyElementsOf(Lists.transform(Pages.HOSTILE, Printable::of));
    assertThat(texts(chromium, ".problem")).containsExactly("an example's </script> problem");
    assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(400);
    picture(chromium, "hostile");
  }

  @Test
  void failedObjectsAreFoundByAnyOfTheirWords() throws Exception {
    Chromium chromium = open(Pages.large(), 1280, "light");

    search(chromium, "ORDERS/999 accessdenied");
    assertThat(texts(chromium, "#failed .key"))
        .containsExactly("s3://warehouse-of-the-north/2026/table=orders/999");
    search(chromium, "nothing like that");
    assertThat(texts(chromium, "#failed .key")).isEmpty();
    search(chromium, "");
    assertThat(texts(chromium, "#failed .key")).hasSize(1_000);
  }

  @Test
  void aRunThatWasRefusedHasAPageToo() throws Exception {
    ObjectNode data = Pages.large();
    data.retain("status", "asked");
    ((ObjectNode) data.path("status"))
        .retain("command", "source", "destination", "status", "problem");

    Chromium chromium = open(data, 400, "light");

    assertThat(chromium.complaints()).isEmpty();
    assertThat(texts(chromium, "h2")).containsExactly("What was asked");
  }

  @Test
  void onPaperThereIsNothingToClick() throws Exception {
    Chromium chromium = open(Pages.large(), 1280, "dark");

    chromium.call("Emulation.setEmulatedMedia", Map.of("media", "print"));

    assertThat(chromium.evaluate("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(255, 255, 255)");
    assertThat(
            chromium
                .evaluate("getComputedStyle(document.querySelector('.search')).display")
                .asText())
        .isEqualTo("none");
    picture(chromium, "print");
    chromium.call("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  private static Chromium open(ObjectNode data, int width, String colours) throws Exception {
    Path page = directory.resolve("report.html");
    Files.writeString(page, PageTemplate.page(data));
    Chromium chromium = browser.orElseThrow();
    chromium.show(width, colours);
    chromium.open(page);
    return chromium;
  }

  private static void search(Chromium chromium, String words) throws Exception {
    chromium.evaluate(
        "(() => { const box = document.getElementById('search'); box.value = '"
            + words
            + "'; box.dispatchEvent(new Event('input')); })()");
  }

  private static List<String> texts(Chromium chromium, String selector) throws Exception {
    JsonNode found =
        chromium.evaluate(
            "[...document.querySelectorAll('" + selector + "')].map(one => one.textContent)");
    return Lists.newArrayList(found).stream().map(JsonNode::asText).toList();
  }

  private static void picture(Chromium chromium, String name) throws Exception {
    chromium.picture(PICTURES.resolve(name + ".png"));
  }
}
