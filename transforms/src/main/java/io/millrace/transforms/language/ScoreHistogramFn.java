package io.millrace.transforms.language;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Counts scores. */
final class ScoreHistogramFn extends CombineFn<Double, ScoreHistogram, ScoreHistogram> {
  @Override
  public ScoreHistogram createAccumulator() {
    return new ScoreHistogram();
  }

  @Override
  public ScoreHistogram addInput(ScoreHistogram histogram, Double score) {
    histogram.add(score);
    return histogram;
  }

  @Override
  public ScoreHistogram mergeAccumulators(Iterable<ScoreHistogram> histograms) {
    ScoreHistogram sum = new ScoreHistogram();
    histograms.forEach(sum::merge);
    return sum;
  }

  @Override
  public ScoreHistogram extractOutput(ScoreHistogram histogram) {
    return histogram;
  }

  @Override
  public Coder<ScoreHistogram> getAccumulatorCoder(CoderRegistry registry, Coder<Double> scores) {
    return ScoreHistogramCoder.of();
  }
}
