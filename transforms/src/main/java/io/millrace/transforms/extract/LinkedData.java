package io.millrace.transforms.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jsoup.Jsoup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a page's JSON-LD scripts say about its article (schema.org {@code headline}, {@code
 * datePublished}, {@code articleBody}); the first value of each counts.
 *
 * @param headline empty if not said
 * @param datePublished as written; empty if not said
 * @param articleBody without markup; empty if not said
 */
record LinkedData(String headline, String datePublished, String articleBody) {
  private static final Logger LOG = LoggerFactory.getLogger(LinkedData.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  static LinkedData parse(List<String> scripts) {
    LinkedData data = new LinkedData("", "", "");
    for (String script : scripts) {
      if (script.contains("\"headline\"")
          || script.contains("\"datePublished\"")
          || script.contains("\"articleBody\"")) {
        try {
          data = data.orElse(read(JSON.readTree(script)));
        } catch (JsonProcessingException e) {
          LOG.debug("A page's JSON-LD is malformed and ignored: {}", e.getOriginalMessage());
        }
      }
    }
    return data;
  }

  private static LinkedData read(JsonNode root) {
    LinkedData data = new LinkedData("", "", "");
    Deque<JsonNode> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      JsonNode node = open.poll();
      if (node.isObject()) {
        data =
            data.orElse(
                new LinkedData(
                    node.path("headline").asText(),
                    node.path("datePublished").asText(),
                    plainText(node.path("articleBody").asText())));
      }
      node.forEach(child -> addIfNested(child, open));
    }
    return data;
  }

  private static void addIfNested(JsonNode child, Deque<JsonNode> open) {
    if (child.isContainerNode()) {
      open.add(child);
    }
  }

  private static String plainText(String body) {
    return body.indexOf('<') < 0 && body.indexOf('&') < 0
        ? body.strip()
        : Jsoup.parseBodyFragment(body).wholeText().strip();
  }

  private LinkedData orElse(LinkedData other) {
    return new LinkedData(
        headline.isEmpty() ? other.headline : headline,
        datePublished.isEmpty() ? other.datePublished : datePublished,
        articleBody.isEmpty() ? other.articleBody : articleBody);
  }
}
