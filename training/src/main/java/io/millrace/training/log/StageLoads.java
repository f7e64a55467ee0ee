package io.millrace.training.log;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How evenly the stages were loaded.
 *
 * @param layers of each stage
 * @param secondsPerStep that each stage's passes took, mean over steps and replicas
 * @param suggestedLayers the split that these times suggest
 */
public record StageLoads(
    List<Integer> layers, List<Double> secondsPerStep, List<Integer> suggestedLayers) {

  /** As {@code 2 layers 12.3 ms, 2 layers 17.5 ms; suggests --stageLayers=3,1}. */
  @Override
  public String toString() {
    String loads =
        IntStream.range(0, layers.size())
            .mapToObj(
                stage ->
                    String.format(
                        Locale.ROOT,
                        "%d %s %.1f ms",
                        layers.get(stage),
                        layers.get(stage) == 1 ? "layer" : "layers",
                        1e3 * secondsPerStep.get(stage)))
            .collect(Collectors.joining(", "));
    return suggestedLayers.equals(layers)
        ? loads
        : loads
            + "; suggests --stageLayers="
            + suggestedLayers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
