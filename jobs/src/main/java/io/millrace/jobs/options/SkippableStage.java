package io.millrace.jobs.options;

import java.util.Locale;

/** The stages of {@code curate} that can be left out, named as in its summary. */
public enum SkippableStage {
  URL,
  EXTRACT,
  LANGUAGE,
  DEDUP,
  BOILERPLATE,
  QUALITY,
  REPAIR,
  REDACT;

  /** As options and summaries name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
