package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.write.StagedFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ends a run so that a folder with a manifest is always whole: the old manifest goes first, the new
 * one comes last. Every step may be repeated: a retry after a failure at any point ends in the same
 * state.
 */
final class RunCommitter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RunContext run;
  private final RunFiles runFiles;

  RunCommitter(RunContext run, RunFiles runFiles) {
    this.run = run;
    this.runFiles = runFiles;
  }

  /**
   * @param files all that was staged
   * @param tallies all that was counted
   * @throws IOException if a file cannot be moved or written
   */
  void commit(List<StagedFile> files, Map<CountKey, Tally> tallies) throws IOException {
    checkDeadLetters(tallies);
    List<StagedFile> staged =
        files.stream().sorted(Comparator.comparing(file -> file.file().path())).toList();
    long endedMillis = System.currentTimeMillis();
    StageCounts counts = new StageCounts(tallies);
    List<DataFile> written = staged.stream().map(StagedFile::file).toList();
    ObjectNode summary = runFiles.summary(run, counts, endedMillis);
    Manifest manifest = runFiles.manifest(run, counts, written, endedMillis);

    RunFolder folder = new RunFolder(run.output());
    folder.delete(Manifest.FILE_NAME);
    folder.move(staged);
    folder.deleteDataFilesBut(written.stream().map(DataFile::path).collect(Collectors.toSet()));
    folder.write(
        "summary.json",
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary) + "\n");
    for (Map.Entry<String, String> companion : runFiles.companions().entrySet()) {
      folder.write(companion.getKey(), companion.getValue());
    }
    folder.write("report.html", runFiles.report(summary, manifest));
    folder.write(Manifest.FILE_NAME, manifest.toJson());
    folder.deleteStaging(run.stagingFolder());
  }

  private void checkDeadLetters(Map<CountKey, Tally> tallies) throws IOException {
    long records = 0;
    long dead = 0;
    for (Map.Entry<CountKey, Tally> entry : tallies.entrySet()) {
      long documents = entry.getValue().documents();
      boolean deadLettered = entry.getKey().fate() == Fate.DEAD_LETTERED;
      dead += deadLettered ? documents : 0;
      records += entry.getKey().stage().equals("read") ? documents : 0;
    }
    if (dead > run.maxDeadLetterRatio() * records) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%d of %d records are dead letters, more than --maxDeadLetterRatio=%s allows; they are in %s",
              dead,
              records,
              run.maxDeadLetterRatio(),
              run.stagingFolder()));
    }
  }
}
