package io.millrace.transforms.extract;

import io.millrace.io.warc.Capture;
import io.millrace.transforms.stage.ApplyRule;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Turns captures into documents: decodes pages and keeps their main content; pages without any are
 * dropped.
 */
public final class ExtractText extends PTransform<PCollection<Capture>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "extract";

  private final ExtractionOptions options;

  private ExtractText(ExtractionOptions options) {
    this.options = options;
  }

  /** Extraction with its defaults. */
  public static ExtractText create() {
    return new ExtractText(ExtractionOptions.defaults());
  }

  /** Extraction with other settings. */
  public ExtractText withOptions(ExtractionOptions options) {
    return new ExtractText(options);
  }

  @Override
  public PCollectionTuple expand(PCollection<Capture> captures) {
    return captures.apply("Extract", ApplyRule.of(STAGE, new ExtractionRule(options)));
  }
}
