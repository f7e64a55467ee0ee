package io.millrace.it.benchmark;

import io.millrace.ui.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Runs {@code bin/millrace rebalance} several times on each of some data sets, in turn, and prints
 * the medians and how the processor's time grows with the documents: the slope of the line through
 * the logarithms of both that has the least squares. The first data set should be so small that its
 * runs are but a start and an end; the slope is told with them taken off, too. How to run it is in
 * docs/benchmarks.md.
 */
public final class RebalanceBenchmark {
  private static final List<String> OPTIONS = List.of("--languageMix=alpha:0.5");

  /** Medians of one data set's runs. */
  private record Measured(double documents, List<MeasuredRun> runs) {
    double median(ToDoubleFunction<MeasuredRun> figure) {
      return MeasuredRun.median(runs, figure);
    }

    double cpuSeconds() {
      return median(run -> run.usage().cpuSeconds());
    }
  }

  private RebalanceBenchmark() {}

  /**
   * @param args the launcher, how often to run it, a very small data set, and others
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 5) {
      throw new IllegalArgumentException("give LAUNCHER REPETITIONS SMALL DATA DATA...");
    }
    Map<String, List<MeasuredRun>> runs = new LinkedHashMap<>();
    Path output = Files.createTempDirectory("rebalance-benchmark").resolve("shards");
    for (int repetition = 0; repetition < Integer.parseInt(args[1]); repetition++) {
      for (String data : Arrays.asList(args).subList(2, args.length)) {
        runs.computeIfAbsent(data, unseen -> new ArrayList<>())
            .add(MeasuredRun.of(args[0], "rebalance", data, output, OPTIONS));
      }
    }
    List<Measured> measured =
        runs.values().stream().map(of -> new Measured(of.get(0).number(0, "in"), of)).toList();
    System.out.print(process(measured));
    List<Measured> large = measured.subList(1, measured.size());
    double startSeconds = measured.get(0).cpuSeconds();
    System.out.printf(
        Locale.ROOT,
        "CPU seconds grow with the documents to the power of %.3f; less the %.1f of the smallest, of %.3f%n",
        slope(large, seconds -> seconds),
        startSeconds,
        slope(large, seconds -> seconds - startSeconds));
  }

  private static Table process(List<Measured> all) {
    Table table =
        new Table(
            "documents",
            "tokens",
            "CPU seconds",
            "of stages",
            "of compiler",
            "of collector",
            "seconds",
            "documents/s",
            "documents/s of a core",
            "peak resident MB");
    for (Measured data : all) {
      double seconds = data.median(run -> run.usage().seconds());
      table.row(
          (long) data.documents(),
          data.runs().get(0).summary().at("/splits/train/tokens").asLong(),
          data.cpuSeconds(),
          data.median(MeasuredRun::stageSeconds),
          data.median(run -> run.usage().compilerCpuSeconds()),
          data.median(run -> run.usage().collectorCpuSeconds()),
          seconds,
          data.documents() / seconds,
          data.documents() / data.cpuSeconds(),
          data.median(run -> run.usage().peakBytes() / 1e6));
    }
    return table;
  }

  /** Of the line of least squares through log(documents) and log(seconds). */
  private static double slope(List<Measured> measured, DoubleUnaryOperator seconds) {
    double[] x = measured.stream().mapToDouble(data -> Math.log(data.documents())).toArray();
    double[] y =
        measured.stream()
            .mapToDouble(data -> Math.log(seconds.applyAsDouble(data.cpuSeconds())))
            .toArray();
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < x.length; i++) {
      covariance += (x[i] - meanX) * (y[i] - meanY);
      variance += (x[i] - meanX) * (x[i] - meanX);
    }
    return covariance / variance;
  }
}
