package io.millrace.jobs.options;

/** The stages of {@code curate} that can be left out, named as in its summary. */
public enum SkippableStage {
  URL,
  EXTRACT,
  LANGUAGE,
  DEDUP,
  BOILERPLATE,
  QUALITY,
  REPAIR,
  REDACT
}
