package io.millrace.transforms.language;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link ScoreHistogram}s: the buckets that are not empty. */
final class ScoreHistogramCoder extends FieldsCoder<ScoreHistogram> {
  private static final ScoreHistogramCoder INSTANCE = new ScoreHistogramCoder();

  private ScoreHistogramCoder() {}

  static ScoreHistogramCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(ScoreHistogram histogram, Output out) throws IOException {
    long[] counts = histogram.counts();
    for (int bucket = 0; bucket < counts.length; bucket++) {
      if (counts[bucket] > 0) {
        out.number(bucket + 1).number(counts[bucket]);
      }
    }
    out.number(0);
  }

  @Override
  protected ScoreHistogram read(Input in) throws IOException {
    long[] counts = new long[ScoreHistogram.STEPS + 1];
    for (long bucket = in.number(); bucket > 0; bucket = in.number()) {
      counts[(int) bucket - 1] = in.number();
    }
    return ScoreHistogram.of(counts);
  }
}
