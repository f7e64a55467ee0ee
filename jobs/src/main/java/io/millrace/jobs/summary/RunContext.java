package io.millrace.jobs.summary;

import io.millrace.io.manifest.InputFile;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * What identifies a run; travels with its pipeline to the step that ends it.
 *
 * @param command such as {@code curate}
 * @param runId the run's name
 * @param generation of the data set that the run makes: 1, or one more than that which it finds
 * @param output the results' folder, without a slash at its end
 * @param startedMillis when the run began, in milliseconds since 1970
 * @param options those that decide what comes out
 * @param inputs the files read, by path
 * @param maxDeadLetterRatio the largest part of records that may end as dead letters
 */
public record RunContext(
    String command,
    String runId,
    int generation,
    String output,
    long startedMillis,
    SortedMap<String, String> options,
    List<InputFile> inputs,
    double maxDeadLetterRatio)
    implements Serializable {
  /** What the name of a run's staging folder begins with. */
  static final String STAGING_PREFIX = ".staging-";

  /** Where the run's files are written before they are complete. */
  public String stagingFolder() {
    return output + "/" + STAGING_PREFIX + runId;
  }
}
