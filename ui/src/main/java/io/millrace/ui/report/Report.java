package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.report.page.Figures;
import io.millrace.ui.report.page.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code report.html}, drawn from the files that runs leave: {@code summary.json}, {@code
 * manifest.json} and {@code metrics.jsonl}. The page needs no network, escapes whatever it shows,
 * and has every chart's numbers in a table, too. What a run file lacks is left out.
 */
public final class Report {
  private Report() {}

  /** The report of a {@code curate} run. */
  public static String curate(JsonNode summary, JsonNode manifest) {
    Page page = new Page("Curated documents", "");
    CuratePart.write(page, new RunFiles(summary, manifest, List.of()));
    return page.html();
  }

  /** The report of a {@code calibrate} run. */
  public static String calibrate(JsonNode summary, JsonNode manifest) {
    Page page = new Page("Quality profiles", "");
    CalibratePart.write(page, new RunFiles(summary, manifest, List.of()));
    return page.html();
  }

  /** The report of a {@code rebalance} run. */
  public static String rebalance(JsonNode summary, JsonNode manifest) {
    Page page = new Page("Training shards", "");
    RebalancePart.write(page, new RunFiles(summary, manifest, List.of()));
    return page.html();
  }

  /**
   * The report of a {@code train} run.
   *
   * @param metrics the lines of {@code metrics.jsonl}
   */
  public static String train(JsonNode summary, JsonNode manifest, List<JsonNode> metrics) {
    Page page = new Page("Training run", "");
    TrainPart.write(page, new RunFiles(summary, manifest, metrics));
    return page.html();
  }

  /**
   * One report of three runs that feed one another.
   *
   * @param curated the folder that curate wrote
   * @param shards the folder that rebalance wrote
   * @param run the folder that train wrote
   * @throws IOException if a run file is missing or broken; the message names it
   */
  public static String ofChain(Path curated, Path shards, Path run) throws IOException {
    RunFiles curate = RunFiles.read(curated);
    RunFiles rebalance = RunFiles.read(shards);
    RunFiles train = RunFiles.read(run);
    Page page = new Page("From a crawl to a model", outcome(curate, rebalance, train));
    CuratePart.write(page, curate);
    RebalancePart.write(page, rebalance);
    TrainPart.write(page, train);
    return page.html();
  }

  /**
   * The report of one finished run of any kind.
   *
   * @param folder what the run wrote
   * @throws IOException if a run file is missing, broken or of an unknown kind; the message names
   *     it
   */
  public static String of(Path folder) throws IOException {
    RunFiles run = RunFiles.read(folder);
    return switch (run.kind()) {
      case "documents" -> curate(run.summary(), run.manifest());
      case "profiles" -> calibrate(run.summary(), run.manifest());
      case "shards" -> rebalance(run.summary(), run.manifest());
      case "model" -> train(run.summary(), run.manifest(), run.metrics());
      default ->
          throw new IOException(
              folder.resolve("manifest.json")
                  + ": kind is '"
                  + run.kind()
                  + "'; a report can be drawn of documents, profiles, shards or model");
    };
  }

  /** The chain in a line: what went in, what came out of each run. */
  private static String outcome(RunFiles curate, RunFiles rebalance, RunFiles train) {
    JsonNode stages = curate.summary().path("stages");
    JsonNode tokens = rebalance.summary().path("splits").path("train").path("tokens");
    return Figures.count(stages.path(0).path("in"))
        + " records → "
        + Figures.count(stages.path(stages.size() - 1).path("kept"))
        + " documents → "
        + Figures.count(tokens)
        + " training tokens → "
        + Figures.decimal(train.summary().path("validation_bits_per_byte"), 3)
        + " bits per held-out byte";
  }
}
