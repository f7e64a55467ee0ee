package io.millrace.transforms.filter;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.DocumentRule;
import io.millrace.transforms.stage.Outcome;
import java.io.IOException;

/** Judges a document by a filter that each worker finds on its own class path. */
final class FilterRule implements DocumentRule {
  private static final long serialVersionUID = 1L;

  private final FilterChoice choice;
  private transient DocumentFilter filter;

  FilterRule(FilterChoice choice) {
    this.choice = choice;
  }

  @Override
  public void open() throws IOException {
    try {
      filter = FilterCatalog.onClassPath().find(choice.name());
    } catch (IllegalArgumentException e) {
      throw new IOException("--filter=" + choice + " on a worker: " + e.getMessage(), e);
    }
    if (!filter.version().equals(choice.version())) {
      throw new IOException(
          "--filter="
              + choice
              + ": a worker has version "
              + filter.version()
              + "; give all machines the same jar");
    }
  }

  @Override
  public Outcome apply(Document document) {
    return filter.judge(document, choice.thresholds()).outcome(document);
  }
}
