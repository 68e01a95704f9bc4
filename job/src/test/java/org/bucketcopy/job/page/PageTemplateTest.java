package org.bucketcopy.job.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.Printable;
import org.junit.jupiter.api.Test;

final class PageTemplateTest {
  @Test
  void aRunOf100000ObjectsHasAPageBelow2MB() {
    assertThat(PageTemplate.page(Pages.large()).getBytes(StandardCharsets.UTF_8).length)
        .isBetween(400_000, 2_000_000);
  }

  @Test
  void whatKeysAndMessagesHoldNeitherEndsTheDataNorIsHidden() throws IOException {
    String page = PageTemplate.page(Pages.hostile());

    String data = data(page);
    assertThat(data).doesNotContain("<").doesNotContain(">").doesNotContain("&");
    // Line ends are those of the template.
    assertThat(page.replace("\n", "")).isEqualTo(Printable.json(page.replace("\n", "")));
    List<JsonNode> failed = Lists.newArrayList(new JsonMapper().readTree(data).path("failed"));
    assertThat(failed.stream().map(object -> object.path("source").asText()))
        .containsExactlyElementsOf(Lists.transform(Pages.HOSTILE, Printable::of));
  }

  @Test
  void namesInTheDataArePrintableToo() {
    JsonNode data =
        new JsonMapper()
            .createObjectNode()
            .put("a\u202eb", "c\u0007d")
            .put("{{data}}", "{{style}}");

    assertThat(data(PageTemplate.page(data)))
        .isEqualTo("{\"a\\\\u202eb\":\"c\\\\u0007d\",\"{{data}}\":\"{{style}}\"}");
  }

  @Test
  void thePageLoadsNothingAndRunsNoOtherScript() {
    String page = PageTemplate.page(Pages.large());

    assertThat(page).startsWith(PageTemplate.START);
    assertThat(page).contains("default-src 'none'").containsPattern("script-src 'sha256-[^']{44}'");
    assertThat(page).doesNotContain("{{");
    String rest = page.replace("http://www.w3.org/2000/svg", "");
    assertThat(
            Stream.of("http:", "https:", "//cdn", "url(", "@import", " src=", " href=")
                .filter(rest::contains))
        .isEmpty();
  }

  private static String data(String page) {
    String start = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("</script>", from));
  }
}
