package io.millrace.jobs.command;

import io.millrace.io.manifest.CodeVersion;
import io.millrace.io.manifest.InputFile;
import io.millrace.jobs.summary.BatchFolders;
import io.millrace.jobs.summary.RunContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;

/**
 * Reads a run's files in batches, a pipeline each, before the pipeline that needs all documents: a
 * failure then costs the batch that it happened in.
 */
final class BatchedReading {
  private static final int KEY_CHARACTERS = 16;

  private final List<List<InputFile>> batches;
  private final Builder builder;

  /** Adds the reading of a batch to a pipeline. */
  interface Builder {
    /**
     * @param pipeline empty
     * @param files of the batch
     * @param folder to be written
     */
    void build(Pipeline pipeline, List<InputFile> files, String folder);
  }

  /**
   * @param files all of the run's
   * @param maxBytes of a batch's files, unless it has but one
   * @param builder reads a batch
   */
  BatchedReading(List<InputFile> files, long maxBytes, Builder builder) {
    this.batches = cut(files, maxBytes);
    this.builder = builder;
  }

  /** Files in their order, so that a file that comes last changes the last batch alone. */
  static List<List<InputFile>> cut(List<InputFile> files, long maxBytes) {
    List<List<InputFile>> batches = new ArrayList<>();
    List<InputFile> batch = new ArrayList<>();
    long bytes = 0;
    for (InputFile file : files) {
      if (!batch.isEmpty() && bytes + file.bytes() > maxBytes) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(file);
      bytes += file.bytes();
    }
    batches.add(batch);
    return batches;
  }

  /** Whether there is more than one batch. */
  boolean isWorthwhile() {
    return batches.size() > 1;
  }

  /** Tells of the batches and of what is done with each. */
  void describe(JobExecution execution, RunContext run, RunPlan plan) throws IOException {
    BatchFolders folders = new BatchFolders(run.output());
    int finished = 0;
    for (List<InputFile> batch : batches) {
      finished += folders.isFinished(key(run, batch)) ? 1 : 0;
    }
    plan.readsBatches(batches.size(), finished);
    List<InputFile> first = batches.get(0);
    plan.runs(execution.pipeline(p -> builder.build(p, first, folders.folder(key(run, first)))));
  }

  /** Reads the batches that no earlier attempt has read. */
  void read(JobExecution execution, RunContext run) throws IOException {
    BatchFolders folders = new BatchFolders(run.output());
    for (int number = 1; number <= batches.size(); number++) {
      List<InputFile> batch = batches.get(number - 1);
      String key = key(run, batch);
      String title = String.format(Locale.ROOT, "batch %d of %d", number, batches.size());
      if (folders.isFinished(key)) {
        System.err.println(run.command() + ": " + title + " was read by an earlier attempt");
      } else {
        folders.clear(key);
        execution.complete(
            run.command() + " " + title,
            run,
            pipeline -> builder.build(pipeline, batch, folders.folder(key)));
        folders.finish(key, batch);
      }
    }
  }

  /** Where the batches' streams lie. */
  List<String> folders(RunContext run) {
    BatchFolders folders = new BatchFolders(run.output());
    return batches.stream().map(batch -> folders.folder(key(run, batch))).toList();
  }

  /** Deletes what was read, also by attempts that failed, once the run has its results. */
  void delete(RunContext run) throws IOException {
    new BatchFolders(run.output()).delete();
  }

  /** What a batch was read from, by which Millrace, with which options. */
  private static String key(RunContext run, List<InputFile> batch) {
    String told = CodeVersion.current() + run.options() + batch;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(told.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, KEY_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
