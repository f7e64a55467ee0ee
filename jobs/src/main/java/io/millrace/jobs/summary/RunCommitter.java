package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.sample.DropSample;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.write.StagedFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a run so that a folder with a manifest is always whole: the old manifest goes first, the new
 * one comes last. Where the run makes a further generation, the old manifest stays until the new
 * one takes its place, and all of its files stay for those who read them. Every step may be
 * repeated: a retry after a failure at any point ends in the same state.
 */
final class RunCommitter implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RunCommitter.class);

  private final RunContext run;
  private final RunFiles runFiles;

  RunCommitter(RunContext run, RunFiles runFiles) {
    this.run = run;
    this.runFiles = runFiles;
  }

  /**
   * @param files all that was staged
   * @param counts all that was counted
   * @param samples of what was dropped
   * @throws IOException if a file cannot be moved or written, if another run has made this
   *     generation meanwhile, or if what was read is not what a result should be made of: too many
   *     dead letters, or nothing but files without a record
   */
  void commit(List<StagedFile> files, StageCounts counts, List<DropSample> samples)
      throws IOException {
    LOG.info("Most bytes that a key of each grouping received: {}", counts.mostKeyBytes());
    InputsWithoutRecords.of(counts).check(run);
    checkDeadLetters(counts);
    List<StagedFile> staged =
        files.stream()
            .map(file -> new StagedFile(file.stagedPath(), named(file.file())))
            .sorted(Comparator.comparing(file -> file.file().path()))
            .toList();
    long endedMillis = System.currentTimeMillis();
    List<DataFile> written = staged.stream().map(StagedFile::file).toList();
    ObjectNode summary = runFiles.summary(run, counts, endedMillis);
    DropSamples.write(summary, samples);
    Manifest manifest = runFiles.manifest(run, counts, written, endedMillis);

    RunFolder folder = new RunFolder(run.output());
    if (run.generation() == 1) {
      folder.delete(Manifest.FILE_NAME);
      folder.move(staged);
      folder.deleteDataFilesBut(
          written.stream().map(DataFile::path).collect(Collectors.toSet()), runFiles::owns);
    } else {
      Manifest earlier = earlier(folder);
      manifest = runFiles.addsToEarlier() ? sum(earlier, manifest) : manifest;
      folder.move(staged);
      folder.write(earlier.earlierPath(), earlier.toJson());
    }
    folder.writeSummary(summary);
    for (Map.Entry<String, String> companion : runFiles.companions(counts).entrySet()) {
      folder.write(companion.getKey(), companion.getValue());
    }
    folder.write(RunFolder.REPORT, runFiles.report(summary, manifest));
    folder.writeCard(manifest);
    folder.write(Manifest.FILE_NAME, manifest.toJson());
    folder.deleteStaging(run.stagingFolder());
  }

  /** A file under a name that no earlier generation has. */
  private DataFile named(DataFile file) {
    return run.generation() == 1
        ? file
        : new DataFile(
            file.path().replaceFirst("([^/]+)$", "g" + run.generation() + "-$1"),
            file.rows(),
            file.tokens(),
            file.bytes(),
            file.sha256());
  }

  /** The generation before this run's; a repeated commit finds its own manifest on top of it. */
  private Manifest earlier(RunFolder folder) throws IOException {
    Manifest current = folder.manifest(Manifest.FILE_NAME);
    if (current.generation() == run.generation() && current.runId().equals(run.runId())) {
      return folder.manifest(
          Manifest.EARLIER_FOLDER + "/manifest-" + (run.generation() - 1) + ".json");
    }
    if (current.generation() != run.generation() - 1) {
      throw new IOException(
          run.output()
              + ": run "
              + current.runId()
              + " has made generation "
              + current.generation()
              + " while this one ran; run again");
    }
    return current;
  }

  private static Manifest sum(Manifest earlier, Manifest added) {
    SortedMap<String, Long> counts = new TreeMap<>(earlier.counts());
    added.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
    List<DataFile> files = new ArrayList<>(earlier.files());
    files.addAll(added.files());
    files.sort(Comparator.comparing(DataFile::path));
    SortedMap<String, InputFile> inputs = new TreeMap<>();
    earlier.inputs().forEach(input -> inputs.put(input.path(), input));
    added.inputs().forEach(input -> inputs.put(input.path(), input));
    return new Manifest(
        added.formatVersion(),
        added.kind(),
        added.generation(),
        added.runId(),
        added.created(),
        added.codeVersion(),
        added.options(),
        List.copyOf(inputs.values()),
        added.tokenizer(),
        counts,
        added.details(),
        files);
  }

  private void checkDeadLetters(StageCounts counts) throws IOException {
    long records = counts.sum(key -> key.stage().equals(ReadCaptures.STAGE)).documents();
    long dead = counts.sum(key -> key.fate() == Fate.DEAD_LETTERED).documents();
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
