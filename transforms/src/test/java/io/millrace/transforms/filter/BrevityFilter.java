package io.millrace.transforms.filter;

import io.millrace.io.document.Document;
import io.millrace.transforms.quality.Verdict;
import java.util.Map;

/** Keeps short texts; what it cannot bear is poison. */
public final class BrevityFilter implements DocumentFilter {
  @Override
  public String name() {
    return "brevity";
  }

  @Override
  public String version() {
    return "3";
  }

  @Override
  public Map<String, Double> thresholds() {
    return Map.of("maxCharacters", 10.0);
  }

  @Override
  public Verdict judge(Document document, Map<String, Double> thresholds) {
    if (document.text().equals("poison")) {
      throw new IllegalStateException("cannot bear it");
    }
    return Verdict.atMost("characters", document.text().length(), thresholds.get("maxCharacters"));
  }
}
