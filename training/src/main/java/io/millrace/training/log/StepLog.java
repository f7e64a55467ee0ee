package io.millrace.training.log;

import java.io.IOException;
import java.nio.file.Path;

/** {@code metrics.jsonl}: a JSON object a line, with snake_case keys, written as it happens. */
public final class StepLog implements AutoCloseable {
  /** The file's name in a run's folder. */
  public static final String FILE_NAME = "metrics.jsonl";

  private final StepLines lines;

  private StepLog(StepLines lines) {
    this.lines = lines;
  }

  /**
   * Opens a run's log.
   *
   * @param file made if it is missing
   * @param afterStep lines of later steps are removed: the run goes on from there
   */
  public static StepLog open(Path file, int afterStep) throws IOException {
    return new StepLog(StepLines.open(file, afterStep));
  }

  /** Appends a step. */
  public void write(StepMetrics metrics) throws IOException {
    lines.append(metrics);
  }

  /** Appends a measurement on held-out documents. */
  public void write(ValidationMetrics metrics) throws IOException {
    lines.append(metrics);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
