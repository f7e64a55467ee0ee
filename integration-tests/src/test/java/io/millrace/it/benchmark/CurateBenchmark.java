package io.millrace.it.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs {@code bin/millrace curate} several times on each of some crawls, in turn, and prints the
 * medians: what each stage took, and what the process took beside the stages. How to run it is in
 * docs/benchmarks.md.
 *
 * <p>A stage's bytes are those it took in: decoded pages for {@code read} and {@code extract}, text
 * for all others.
 */
public final class CurateBenchmark {
  private static final String FIRST_STAGE = "read";

  private CurateBenchmark() {}

  /**
   * @param args the launcher, how often to run it, and the crawls
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 3) {
      throw new IllegalArgumentException("give LAUNCHER REPETITIONS CRAWL.warc.gz...");
    }
    Map<String, List<MeasuredRun>> runs = new LinkedHashMap<>();
    Path output = Files.createTempDirectory("curate-benchmark");
    for (int repetition = 0; repetition < Integer.parseInt(args[1]); repetition++) {
      for (String crawl : Arrays.asList(args).subList(2, args.length)) {
        runs.computeIfAbsent(crawl, unseen -> new ArrayList<>())
            .add(MeasuredRun.of(args[0], "curate", crawl, output, List.of()));
      }
    }
    runs.forEach(
        (crawl, measured) -> {
          System.out.printf("%n%s, median of %d runs%n", crawl, measured.size());
          System.out.print(stages(measured));
          System.out.print(process(measured));
        });
  }

  private static Table stages(List<MeasuredRun> runs) {
    Table table = new Table("stage", "documents", "CPU seconds", "documents/s", "MB/s");
    JsonNode stages = runs.get(0).summary().get("stages");
    for (int i = 0; i < stages.size(); i++) {
      int stage = i;
      double seconds = MeasuredRun.median(runs, run -> run.number(stage, "seconds"));
      String name = stages.get(i).get("stage").asText();
      long documents = stages.get(i).get(name.equals(FIRST_STAGE) ? "kept" : "in").asLong();
      double megabytes = stages.get(Math.max(0, i - 1)).get("bytes").asDouble() / 1e6;
      table.row(name, documents, seconds, documents / seconds, megabytes / seconds);
    }
    return table;
  }

  private static Table process(List<MeasuredRun> runs) {
    double documents = runs.get(0).number(0, "kept");
    double seconds = MeasuredRun.median(runs, run -> run.usage().seconds());
    double cpuSeconds = MeasuredRun.median(runs, run -> run.usage().cpuSeconds());
    return new Table("the whole process", "")
        .row("CPU seconds of the stages", MeasuredRun.median(runs, MeasuredRun::stageSeconds))
        .row(
            "CPU seconds of all else in Java",
            MeasuredRun.median(runs, run -> run.usage().javaCpuSeconds() - run.stageSeconds()))
        .row(
            "CPU seconds of the compiler",
            MeasuredRun.median(runs, run -> run.usage().compilerCpuSeconds()))
        .row(
            "CPU seconds of the collector",
            MeasuredRun.median(runs, run -> run.usage().collectorCpuSeconds()))
        .row("CPU seconds", cpuSeconds)
        .row("seconds", seconds)
        .row("documents/s", documents / seconds)
        .row("documents/s of a core", documents / cpuSeconds)
        .row("MB/s", runs.get(0).number(0, "bytes") / 1e6 / seconds)
        .row("peak resident MB", MeasuredRun.median(runs, run -> run.usage().peakBytes() / 1e6));
  }
}
