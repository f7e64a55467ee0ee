package io.millrace.transforms.extract.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A page with snippets that tell whether its main content was extracted.
 *
 * @param url the page's address
 * @param file its file name
 * @param with snippets of the main content
 * @param without snippets of what surrounds it
 */
public record AnnotatedPage(String url, String file, List<String> with, List<String> without) {
  /**
   * Reads annotations: a JSON object of {@code {"file": ..., "with": [...], "without": [...]}} by
   * URL.
   *
   * @param annotations the JSON file, UTF-8
   * @return the pages in the file's order
   * @throws IOException if the file cannot be read or is not of that form
   */
  public static List<AnnotatedPage> readAll(Path annotations) throws IOException {
    List<AnnotatedPage> pages = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : parse(annotations).properties()) {
      JsonNode page = entry.getValue();
      if (!page.path("file").isTextual()) {
        throw new IOException(annotations + ": " + entry.getKey() + " names no \"file\"");
      }
      pages.add(
          new AnnotatedPage(
              entry.getKey(),
              page.get("file").textValue(),
              snippets(page.path("with")),
              snippets(page.path("without"))));
    }
    return pages;
  }

  private static JsonNode parse(Path annotations) throws IOException {
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(annotations));
      if (!root.isObject()) {
        throw new IOException(annotations + ": expected a JSON object of annotations by URL");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new IOException(
          annotations
              + ", line "
              + e.getLocation().getLineNr()
              + ": not JSON: "
              + e.getOriginalMessage(),
          e);
    }
  }

  private static List<String> snippets(JsonNode list) {
    List<String> snippets = new ArrayList<>();
    list.forEach(snippet -> snippets.add(snippet.asText()));
    return snippets;
  }
}
