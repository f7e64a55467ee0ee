package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.report.page.Figures;
import io.millrace.ui.report.page.Page;
import io.millrace.ui.report.page.Page.Excerpt;
import io.millrace.ui.report.page.Page.Excerpts;
import io.millrace.ui.report.page.Page.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Beginnings of some texts that a {@code curate} run dropped, to be opened by stage and reason. */
final class DroppedTexts {
  private DroppedTexts() {}

  /** Adds the card; nothing where the run shows none. */
  static void write(Page page, JsonNode summary) {
    JsonNode samples = summary.path("dropped_samples");
    if (samples.isEmpty()) {
      return;
    }
    List<Excerpts> folds = new ArrayList<>();
    for (JsonNode stage : summary.path("stages")) {
      String name = stage.path("stage").asText();
      for (Map.Entry<String, JsonNode> reason : stage.path("dropped").properties()) {
        List<Excerpt> texts = excerpts(samples, name, reason.getKey());
        if (!texts.isEmpty()) {
          folds.add(
              new Excerpts(
                  name
                      + ": "
                      + reason.getKey().replace('_', ' ')
                      + " ("
                      + texts.size()
                      + " of "
                      + Figures.count(reason.getValue())
                      + ")",
                  texts));
        }
      }
    }
    page.excerpts(
        Place.RIGHT,
        "Dropped texts",
        "How some of them begin, personal data replaced; millrace inspect --document=ID traces one.",
        folds);
  }

  private static List<Excerpt> excerpts(JsonNode samples, String stage, String reason) {
    List<Excerpt> texts = new ArrayList<>();
    for (JsonNode sample : samples) {
      if (sample.path("stage").asText().equals(stage)
          && sample.path("reason").asText().equals(reason)) {
        texts.add(new Excerpt(note(sample), text(sample)));
      }
    }
    return texts;
  }

  private static String note(JsonNode sample) {
    List<String> facts = new ArrayList<>();
    facts.add(sample.path("language").asText());
    facts.add(fact("value", sample.path("value")));
    facts.add(fact("threshold", sample.path("threshold")));
    facts.add(fact("document", sample.path("id")));
    facts.removeIf(String::isEmpty);
    return String.join(" · ", facts);
  }

  private static String fact(String name, JsonNode value) {
    return value.asText().isEmpty() ? "" : name + " " + value.asText();
  }

  private static String text(JsonNode sample) {
    String text = sample.path("text").asText().strip();
    return text.isEmpty() ? "(no text)" : text;
  }
}
