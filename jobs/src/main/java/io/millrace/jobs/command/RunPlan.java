package io.millrace.jobs.command;

import io.millrace.io.manifest.InputFile;
import io.millrace.jobs.summary.RunContext;
import io.millrace.ui.report.page.Figures;
import io.millrace.ui.table.Table;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;

/** What a run would do, told before it does it. */
final class RunPlan {
  /**
   * Temporary bytes for each byte of compressed input, rounded up: at most 24.6 were seen in {@code
   * curate} of 69 MB of .warc.gz, 24.4 in {@code rebalance} of 22 MB of Parquet
   * (docs/benchmarks.md, Temporary space).
   */
  static final double TEMPORARY_BYTES_PER_COMPRESSED_BYTE = 25;

  /** For each byte of input as it is: what was spilled was 6 to 7 times the extracted text. */
  static final double TEMPORARY_BYTES_PER_PLAIN_BYTE = 7;

  private final RunContext run;
  private final String place;
  private String batches = "all files at once";
  private final List<String> steps = new ArrayList<>();

  /**
   * @param run that would be
   * @param place where its pipelines would run
   */
  RunPlan(RunContext run, String place) {
    this.run = run;
    this.place = place;
  }

  /**
   * Tells that files are read in batches.
   *
   * @param count how many there are
   * @param finished those that an earlier attempt has read
   */
  void readsBatches(int count, int finished) {
    batches =
        String.format(Locale.ROOT, "%d, %d of them read by an earlier attempt", count, finished);
  }

  /** Adds the steps of a pipeline, in their order. */
  void runs(Pipeline pipeline) {
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(Node node) {
            if (node.isRootNode()) {
              return CompositeBehavior.ENTER_TRANSFORM;
            }
            steps.add(node.getFullName());
            return CompositeBehavior.DO_NOT_ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(Node node) {
            steps.add(node.getFullName());
          }
        });
  }

  /**
   * The plan, a table.
   *
   * @param state of the output, such as that it is replaced
   * @param temporaryFolder in which temporary files would lie, or what to call it
   */
  String text(String state, String temporaryFolder) {
    Table table =
        new Table("plan of " + run.command(), "")
            .row("run", run.runId())
            .row("input", input())
            .row("output", run.output() + ", " + state)
            .row("runs in", place)
            .row("batches", batches)
            .row(
                "temporary space",
                "up to "
                    + Figures.bytes(temporaryBytes(run.inputs()))
                    + " in "
                    + space(temporaryFolder));
    String label = "steps";
    for (String step : steps) {
      table.row(label, step);
      label = "";
    }
    label = "options";
    for (var option : run.options().entrySet()) {
      table.row(label, "--" + option.getKey() + "=" + option.getValue());
      label = "";
    }
    return table.toString();
  }

  private String input() {
    long bytes = run.inputs().stream().mapToLong(InputFile::bytes).sum();
    return String.format(Locale.ROOT, "%,d files, %s", run.inputs().size(), Figures.bytes(bytes));
  }

  private static String space(String folder) {
    File file = new File(folder);
    return file.isDirectory()
        ? folder + " (" + Figures.bytes(file.getUsableSpace()) + " free)"
        : folder;
  }

  /** The most that a run may spill, by what was measured. */
  static long temporaryBytes(List<InputFile> inputs) {
    return Math.round(
        inputs.stream()
            .mapToDouble(
                file ->
                    file.bytes()
                        * (isPlain(file.path())
                            ? TEMPORARY_BYTES_PER_PLAIN_BYTE
                            : TEMPORARY_BYTES_PER_COMPRESSED_BYTE))
            .sum());
  }

  private static boolean isPlain(String path) {
    return path.matches(".*\\.(warc|wet|jsonl|txt)");
  }
}
