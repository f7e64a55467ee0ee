package io.millrace.training.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The documents that each step was trained on, in their order: a JSON object a line. */
public final class SampleLog implements AutoCloseable {
  private final StepLines lines;

  private SampleLog(StepLines lines) {
    this.lines = lines;
  }

  /** A line. */
  private record Samples(int step, List<String> ids) {}

  /**
   * Opens a log.
   *
   * @param file made if it is missing
   * @param afterStep lines of later steps are cut off: the run goes on from there
   */
  public static SampleLog open(Path file, int afterStep) throws IOException {
    return new SampleLog(StepLines.open(file, afterStep));
  }

  /**
   * Appends a step.
   *
   * @param step from 1
   * @param ids of the documents of its global batch, in the order in which they were read
   */
  public void write(int step, List<String> ids) throws IOException {
    lines.append(new Samples(step, ids));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
