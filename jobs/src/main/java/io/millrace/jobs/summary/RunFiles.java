package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Draws up the files that tell what a run of one command did. */
public interface RunFiles extends Serializable {
  /**
   * The contents of {@code summary.json}.
   *
   * @param run the run
   * @param counts of all its stages
   * @param endedMillis when it ended, in milliseconds since 1970
   */
  ObjectNode summary(RunContext run, StageCounts counts, long endedMillis);

  /**
   * The contents of {@code manifest.json}.
   *
   * @param run the run
   * @param counts of all its stages
   * @param files what it wrote, by path
   * @param endedMillis when it ended, in milliseconds since 1970
   */
  Manifest manifest(RunContext run, StageCounts counts, List<DataFile> files, long endedMillis);

  /**
   * Further files of the data set that no worker writes.
   *
   * @param counts of all stages
   * @return their contents by name
   */
  default Map<String, String> companions(StageCounts counts) {
    return Map.of();
  }

  /**
   * Whether a file at the top of the folder can only be an earlier run's, so that it goes unless
   * this run wrote it anew.
   *
   * @param name the file's
   */
  default boolean owns(String name) {
    return false;
  }

  /**
   * Whether a new generation of the data set holds the earlier one's files, too; else it has its
   * own alone.
   */
  default boolean addsToEarlier() {
    return false;
  }

  /** The contents of {@code report.html}. */
  String report(ObjectNode summary, Manifest manifest);
}
