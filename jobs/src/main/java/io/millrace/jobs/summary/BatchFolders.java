package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.manifest.InputFile;
import java.io.IOException;
import java.util.List;

/**
 * Where a run keeps what it read of batches of files until its end, below its output. A batch that
 * was read wholly has a note that says so, written last; a run after a failure finds it and reads
 * the others only.
 */
public final class BatchFolders {
  private static final String FOLDER = ".batches";
  private static final String NOTE = "batch.json";

  private final RunFolder output;
  private final String root;

  /**
   * @param output of the run, without a slash at its end
   */
  public BatchFolders(String output) {
    this.output = new RunFolder(output);
    this.root = output + "/" + FOLDER;
  }

  /** Where a batch's streams lie. */
  public String folder(String key) {
    return root + "/" + key;
  }

  /** Whether a batch was read wholly. */
  public boolean isFinished(String key) throws IOException {
    return output.exists(FOLDER + "/" + key + "/" + NOTE);
  }

  /** Deletes what a failure left of a batch. */
  public void clear(String key) throws IOException {
    output.deleteBelow(FOLDER + "/" + key);
  }

  /**
   * Notes that a batch was read wholly.
   *
   * @param files that it is made of
   */
  public void finish(String key, List<InputFile> files) throws IOException {
    output.write(
        FOLDER + "/" + key + "/" + NOTE,
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(files) + "\n");
  }

  /** Deletes all batches. */
  public void delete() throws IOException {
    output.deleteBelow(FOLDER);
  }
}
