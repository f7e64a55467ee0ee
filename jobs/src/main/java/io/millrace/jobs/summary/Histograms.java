package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Measurement;
import io.millrace.transforms.stage.Tally;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a {@code curate} run's documents are spread over lengths, sizes and scores. */
final class Histograms {
  private static final double ROUND = 100;

  private Histograms() {}

  /** Adds a list of bins each to a summary; of what a left-out stage measures an empty one. */
  static void write(ObjectNode summary, StageCounts counts) {
    ArrayNode lengths = summary.putArray(Measurement.TEXT_LENGTHS.stage());
    bins(counts, Measurement.TEXT_LENGTHS)
        .forEach((from, fates) -> doubled(lengths, from).put("documents", fates.kept()));
    ArrayNode words = summary.putArray(Measurement.WORD_COUNTS.stage());
    bins(counts, Measurement.WORD_COUNTS)
        .forEach((from, fates) -> fates.describe(doubled(words, from)));
    ArrayNode clusters = summary.putArray(Measurement.CLUSTER_SIZES.stage());
    bins(counts, Measurement.CLUSTER_SIZES)
        .forEach((from, fates) -> doubled(clusters, from).put("clusters", fates.kept()));
    ArrayNode scores = summary.putArray(Measurement.LANGUAGE_SCORES.stage());
    bins(counts, Measurement.LANGUAGE_SCORES)
        .forEach(
            (from, fates) -> {
              double to = Math.round((from + Measurement.SCORE_STEP) * ROUND) / ROUND;
              fates.describe(scores.addObject().put("from", from).put("to", to));
            });
  }

  /** The least confidence asked for in a language; empty if none was judged. */
  static OptionalDouble scoreThreshold(StageCounts counts, String language) {
    return counts
        .by(
            key ->
                key.language().equals(language)
                    && key.stage().equals(Measurement.LANGUAGE_THRESHOLDS.stage()),
            CountKey::reason)
        .keySet()
        .stream()
        .mapToDouble(Double::parseDouble)
        .findFirst();
  }

  /** Documents of a bin by what became of them. */
  private record Fates(long kept, long dropped) {
    Fates plus(Fates other) {
      return new Fates(kept + other.kept, dropped + other.dropped);
    }

    void describe(ObjectNode bin) {
      bin.put("kept", kept).put("dropped", dropped);
    }
  }

  /** By the least value of each bin. */
  private static SortedMap<Double, Fates> bins(StageCounts counts, Measurement measurement) {
    SortedMap<Double, Fates> bins = new TreeMap<>();
    for (Fate fate : new Fate[] {Fate.KEPT, Fate.DROPPED}) {
      counts
          .by(
              key -> key.stage().equals(measurement.stage()) && key.fate() == fate,
              CountKey::reason)
          .forEach(
              (from, tally) -> bins.merge(Double.valueOf(from), fates(fate, tally), Fates::plus));
    }
    return bins;
  }

  private static Fates fates(Fate fate, Tally tally) {
    return fate == Fate.KEPT ? new Fates(tally.documents(), 0) : new Fates(0, tally.documents());
  }

  private static ObjectNode doubled(ArrayNode bins, double from) {
    long least = Math.round(from);
    return bins.addObject().put("from", least).put("to", Math.max(1, 2 * least));
  }
}
