package io.millrace.jobs.summary;

import io.millrace.transforms.sample.DropSample;
import io.millrace.transforms.sample.DropSampleCoder;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.write.StagedFile;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Max;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * The last step of a job: waits for all files and counts, moves the files to their places, and
 * writes {@code summary.json}, {@code report.html} and, when all else is there, {@code
 * manifest.json}.
 */
public final class CommitRun extends PTransform<PCollection<StagedFile>, PDone> {
  private final RunContext run;
  private final RunFiles runFiles;
  private final PCollection<KV<CountKey, Tally>> counts;
  private final PCollection<KV<String, Long>> keyBytes;
  private final PCollection<DropSample> samples;

  private CommitRun(
      RunContext run,
      RunFiles runFiles,
      PCollection<KV<CountKey, Tally>> counts,
      PCollection<KV<String, Long>> keyBytes,
      PCollection<DropSample> samples) {
    this.run = run;
    this.runFiles = runFiles;
    this.counts = counts;
    this.keyBytes = keyBytes;
    this.samples = samples;
  }

  /**
   * @param run the run to end
   * @param runFiles draws up the files that tell what it did
   * @param counts partial sums of all stages
   */
  public static CommitRun of(
      RunContext run, RunFiles runFiles, PCollection<KV<CountKey, Tally>> counts) {
    return new CommitRun(run, runFiles, counts, null, null);
  }

  /**
   * Tells, too, the most bytes that a key of each grouping received.
   *
   * @param keyBytes by the grouping's name, of any part of its keys
   */
  public CommitRun withKeyBytes(PCollection<KV<String, Long>> keyBytes) {
    return new CommitRun(run, runFiles, counts, keyBytes, samples);
  }

  /** Shows, too, some of the documents that were dropped; they are to be redacted. */
  public CommitRun withSamples(PCollection<DropSample> samples) {
    return new CommitRun(run, runFiles, counts, keyBytes, samples);
  }

  @Override
  public PDone expand(PCollection<StagedFile> files) {
    PCollectionView<List<StagedFile>> allFiles = files.apply("AllFiles", View.asList());
    PCollectionView<Map<CountKey, Tally>> allCounts =
        counts.apply("SumCounts", SumCounts.ofAllStages()).apply("AllCounts", View.asMap());
    PCollectionView<Map<String, Long>> mostKeyBytes = mostKeyBytes(files.getPipeline());
    PCollectionView<List<DropSample>> allSamples = allSamples(files.getPipeline());
    files
        .getPipeline()
        .apply("Once", Create.of(run.runId()))
        .apply(
            "Commit",
            ParDo.of(
                    new CommitFn(
                        new RunCommitter(run, runFiles),
                        allFiles,
                        allCounts,
                        mostKeyBytes,
                        allSamples))
                .withSideInputs(allFiles, allCounts, mostKeyBytes, allSamples));
    return PDone.in(files.getPipeline());
  }

  private PCollectionView<Map<String, Long>> mostKeyBytes(Pipeline pipeline) {
    PCollection<KV<String, Long>> any =
        keyBytes == null
            ? pipeline.apply(
                "NoKeyBytes", Create.empty(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())))
            : keyBytes;
    return any.apply("MostKeyBytes", Max.longsPerKey()).apply("AllKeyBytes", View.asMap());
  }

  private PCollectionView<List<DropSample>> allSamples(Pipeline pipeline) {
    PCollection<DropSample> any =
        samples == null ? pipeline.apply("NoSamples", Create.empty(DropSampleCoder.of())) : samples;
    return any.apply("AllSamples", View.asList());
  }

  private static final class CommitFn extends DoFn<String, Void> {
    private final RunCommitter committer;
    private final PCollectionView<List<StagedFile>> files;
    private final PCollectionView<Map<CountKey, Tally>> counts;
    private final PCollectionView<Map<String, Long>> mostKeyBytes;
    private final PCollectionView<List<DropSample>> samples;

    CommitFn(
        RunCommitter committer,
        PCollectionView<List<StagedFile>> files,
        PCollectionView<Map<CountKey, Tally>> counts,
        PCollectionView<Map<String, Long>> mostKeyBytes,
        PCollectionView<List<DropSample>> samples) {
      this.committer = committer;
      this.files = files;
      this.counts = counts;
      this.mostKeyBytes = mostKeyBytes;
      this.samples = samples;
    }

    @ProcessElement
    public void processElement(ProcessContext context) throws java.io.IOException {
      committer.commit(
          context.sideInput(files),
          new StageCounts(context.sideInput(counts), context.sideInput(mostKeyBytes)),
          context.sideInput(samples));
    }
  }
}
