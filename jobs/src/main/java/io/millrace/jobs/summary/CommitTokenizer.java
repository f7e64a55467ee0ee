package io.millrace.jobs.summary;

import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.io.tokenizer.Tokenizers;
import io.millrace.io.tokenizer.bpe.BpeVocabulary;
import io.millrace.io.tokenizer.bpe.TokenizerJson;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.vocabulary.CountWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * The last step of {@code tokenizer}: waits for the vocabulary and all counts, sees that Hugging
 * Face's library loads what is to be written, and writes the file, its summary and, when all else
 * is there, its manifest. May be repeated: a retry ends in the same state.
 */
public final class CommitTokenizer extends PTransform<PCollection<KV<CountKey, Tally>>, PDone> {
  private final RunContext run;
  private final PCollectionView<BpeVocabulary> vocabulary;

  private CommitTokenizer(RunContext run, PCollectionView<BpeVocabulary> vocabulary) {
    this.run = run;
    this.vocabulary = vocabulary;
  }

  /**
   * @param run the run to end; its output is the file
   * @param vocabulary what to write
   */
  public static CommitTokenizer of(RunContext run, PCollectionView<BpeVocabulary> vocabulary) {
    return new CommitTokenizer(run, vocabulary);
  }

  @Override
  public PDone expand(PCollection<KV<CountKey, Tally>> counts) {
    PCollectionView<Map<CountKey, Tally>> allCounts =
        counts.apply("SumCounts", SumCounts.ofAllStages()).apply("AllCounts", View.asMap());
    counts
        .getPipeline()
        .apply("Once", Create.of(run.runId()))
        .apply(
            "Commit",
            ParDo.of(new CommitFn(run, vocabulary, allCounts))
                .withSideInputs(vocabulary, allCounts));
    return PDone.in(counts.getPipeline());
  }

  private static final class CommitFn extends DoFn<String, Void> {
    private final RunContext run;
    private final PCollectionView<BpeVocabulary> vocabulary;
    private final PCollectionView<Map<CountKey, Tally>> counts;

    CommitFn(
        RunContext run,
        PCollectionView<BpeVocabulary> vocabulary,
        PCollectionView<Map<CountKey, Tally>> counts) {
      this.run = run;
      this.vocabulary = vocabulary;
      this.counts = counts;
    }

    @ProcessElement
    public void processElement(ProcessContext context) throws IOException {
      StageCounts stageCounts = new StageCounts(context.sideInput(counts), Map.of());
      if (stageCounts.total(CountWords.STAGE, Fate.KEPT).documents() == 0) {
        throw new IOException("--input: all texts are empty; no tokenizer is written");
      }
      String json = TokenizerJson.of(context.sideInput(vocabulary));
      try (Tokenizer tokenizer =
          Tokenizers.open(json.getBytes(StandardCharsets.UTF_8), run.output())) {
        write(json, new TokenizerFiles(run, TokenizerInfo.of(tokenizer), stageCounts));
      }
    }

    private void write(String json, TokenizerFiles files) throws IOException {
      long endedMillis = System.currentTimeMillis();
      OutputFile file = OutputFile.at(run.output());
      RunFolder folder = new RunFolder(file.folder());
      folder.delete(file.manifestName());
      folder.write(file.name(), json);
      folder.write(file.summaryName(), files.summary(endedMillis));
      folder.write(file.manifestName(), files.manifest(json, endedMillis).toJson());
    }
  }
}
