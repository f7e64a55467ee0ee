package io.millrace.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Is told of each checkpoint; training goes on when it returns. */
@FunctionalInterface
public interface CheckpointListener {
  /**
   * A checkpoint is whole.
   *
   * @param checkpoint its folder
   * @throws IOException ends the run
   */
  void saved(Path checkpoint) throws IOException;
}
