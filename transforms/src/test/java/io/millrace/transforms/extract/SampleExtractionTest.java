package io.millrace.transforms.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.warc.ByteRange;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.WarcEntry;
import io.millrace.io.warc.WarcLimits;
import io.millrace.io.warc.WarcReader;
import io.millrace.transforms.stage.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Extraction of the bundled sample crawl against the texts that its pages were made from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleExtractionTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final double MIN_RECALL = 0.97;

  private final Map<String, String> textByUrl = new HashMap<>();
  private JsonNode pages;

  @BeforeAll
  void extractEveryPage() throws IOException {
    pages = new ObjectMapper().readTree(SAMPLES.resolve("pages.json").toFile());
    ExtractionRule rule = new ExtractionRule(ExtractionOptions.defaults());
    rule.open();
    Path warc = SAMPLES.resolve("crawl.warc.gz");
    try (WarcReader reader =
        WarcReader.open(
            FileChannel.open(warc), "crawl.warc.gz", ByteRange.all(), WarcLimits.DEFAULT)) {
      for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        if (entry.get() instanceof Capture capture) {
          Outcome outcome = rule.apply(capture);
          textByUrl.put(capture.url(), normalise(outcome.document().text()));
        }
      }
    }
  }

  @Test
  void everyScriptsMainTextIsFound() throws IOException {
    int checked = 0;
    for (JsonNode page : pages) {
      if (page.has("text")) {
        Path expected = SAMPLES.resolve(page.path("text").asText());
        List<String> lines = normalise(Files.readString(expected)).lines().toList();
        Set<String> found = lines(textByUrl.get(page.path("url").asText()));
        long hits = lines.stream().filter(found::contains).count();
        assertThat((double) hits / lines.size())
            .as("recall of %s", page.path("url").asText())
            .isGreaterThanOrEqualTo(MIN_RECALL);
        checked++;
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(10);
  }

  @Test
  void noArticleHoldsALineOfItsTemplate() throws IOException {
    Set<String> boilerplate =
        lines(normalise(Files.readString(SAMPLES.resolve("expected/boilerplate.txt"))));
    List<String> leaked = new ArrayList<>();
    int checked = 0;
    for (JsonNode page : pages) {
      String url = page.path("url").asText();
      if (isFromATemplate(page) && textByUrl.containsKey(url)) {
        Set<String> found = lines(textByUrl.get(url));
        found.retainAll(boilerplate);
        found.forEach(line -> leaked.add(url + ": " + line));
        checked++;
      }
    }
    assertThat(leaked).isEmpty();
    assertThat(checked).isGreaterThan(300);
  }

  /** Pages under /odd/ are raw markup of their own. */
  private static boolean isFromATemplate(JsonNode page) {
    return page.path("kind").asText().equals("article")
        && !page.path("url").asText().contains("/odd/");
  }

  private static Set<String> lines(String text) {
    return new HashSet<>(Arrays.asList(text.split("\n")));
  }

  private static String normalise(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
