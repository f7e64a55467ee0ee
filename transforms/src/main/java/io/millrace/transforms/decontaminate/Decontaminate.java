package io.millrace.transforms.decontaminate;

import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.FieldsCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import io.millrace.transforms.stage.Utf8;
import io.millrace.transforms.tokenize.SourceText;
import io.millrace.transforms.tokenize.SourceTextCoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Drops texts that share a run of words with an evaluation text: 13 words by default (Brown et al.
 * 2020, arXiv 2005.14165, appendix C). The hashes of all evaluation texts' runs are in every
 * worker's memory, 8 bytes each. Outputs are {@link #CLEAN} and {@link StageTags#COUNTS}.
 */
public final class Decontaminate extends PTransform<PCollection<SourceText>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "decontaminate";

  /** Under this name the evaluation texts are counted; too short ones are of no use. */
  public static final String EVALUATION = "evaluation";

  /** The texts that share nothing. */
  public static final TupleTag<SourceText> CLEAN = new TupleTag<>("clean") {};

  private static final TupleTag<Long> HASHES = new TupleTag<>("hashes") {};

  private final List<String> paths;
  private final int words;

  private Decontaminate(List<String> paths, int words) {
    this.paths = List.copyOf(paths);
    this.words = words;
  }

  /**
   * @param paths of evaluation texts: {@code .txt} (a text a line), {@code .jsonl} (every string is
   *     a text) or {@code .parquet} (column {@code text}), on any file system that Beam knows
   * @param words of a run, at least 1
   */
  public static Decontaminate against(List<String> paths, int words) {
    return new Decontaminate(paths, words);
  }

  @Override
  public PCollectionTuple expand(PCollection<SourceText> texts) {
    PCollectionTuple evaluation = readEvaluation(texts.getPipeline());
    PCollectionView<long[]> runs =
        evaluation
            .get(HASHES)
            .apply("OneKey", WithKeys.of(0))
            .setCoder(KvCoder.of(VarIntCoder.of(), BigEndianLongCoder.of()))
            .apply("Gather", GroupByKey.create())
            .apply("Sort", ParDo.of(new SortFn()))
            .setCoder(HashesCoder.INSTANCE)
            .apply("Runs", View.<long[]>asSingleton().withDefaultValue(new long[0]));
    PCollectionTuple outputs =
        texts.apply(
            "DropContaminated",
            ParDo.of(new DropContaminatedFn(runs, words))
                .withSideInputs(runs)
                .withOutputTags(CLEAN, TupleTagList.of(StageTags.COUNTS)));
    outputs.get(CLEAN).setCoder(SourceTextCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return PCollectionTuple.of(CLEAN, outputs.get(CLEAN))
        .and(
            StageTags.COUNTS,
            PCollectionList.of(outputs.get(StageTags.COUNTS))
                .and(evaluation.get(StageTags.COUNTS))
                .apply("AllCounts", Flatten.pCollections()));
  }

  private PCollectionTuple readEvaluation(Pipeline pipeline) {
    PCollectionTuple evaluation =
        pipeline
            .apply("EvaluationPaths", Create.of(paths).withCoder(StringUtf8Coder.of()))
            .apply(
                "ReadEvaluation",
                ParDo.of(new ReadEvaluationFn(words))
                    .withOutputTags(HASHES, TupleTagList.of(StageTags.COUNTS)));
    evaluation.get(HASHES).setCoder(BigEndianLongCoder.of());
    evaluation.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return evaluation;
  }

  private static final class ReadEvaluationFn extends CountsFn<String, Long> {
    private final int words;

    ReadEvaluationFn(int words) {
      this.words = words;
    }

    @ProcessElement
    public void processElement(@Element String path, OutputReceiver<Long> output)
        throws IOException {
      EvaluationFile.forEach(
          path,
          text -> {
            long[] hashes = WordNGrams.hashes(text, words);
            Arrays.stream(hashes).forEach(output::output);
            boolean usable = hashes.length > 0;
            counts()
                .add(
                    new CountKey(
                        EVALUATION,
                        usable ? Fate.KEPT : Fate.DROPPED,
                        usable ? "" : "under_" + words + "_words",
                        ""),
                    new Tally(1, Utf8.length(text), 0, 0));
          });
    }
  }

  private static final class SortFn extends DoFn<KV<Integer, Iterable<Long>>, long[]> {
    @ProcessElement
    public void processElement(
        @Element KV<Integer, Iterable<Long>> all, OutputReceiver<long[]> output) {
      LongStream hashes =
          StreamSupport.stream(all.getValue().spliterator(), false).mapToLong(Long::longValue);
      output.output(hashes.sorted().distinct().toArray());
    }
  }

  private static final class DropContaminatedFn extends CountsFn<SourceText, SourceText> {
    private final PCollectionView<long[]> runs;
    private final int words;

    DropContaminatedFn(PCollectionView<long[]> runs, int words) {
      this.runs = runs;
      this.words = words;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      long start = CpuTime.nanos();
      SourceText text = context.element();
      long[] known = context.sideInput(runs);
      boolean contaminated =
          Arrays.stream(WordNGrams.hashes(text.text(), words))
              .anyMatch(hash -> Arrays.binarySearch(known, hash) >= 0);
      if (!contaminated) {
        context.output(text);
      }
      counts()
          .add(
              new CountKey(
                  STAGE,
                  contaminated ? Fate.DROPPED : Fate.KEPT,
                  contaminated ? "contaminated" : "",
                  text.language()),
              new Tally(1, Utf8.length(text.text()), 0, CpuTime.nanos() - start));
    }
  }

  private static final class HashesCoder extends FieldsCoder<long[]> {
    static final HashesCoder INSTANCE = new HashesCoder();

    @Override
    protected void write(long[] hashes, Output out) throws IOException {
      out.number(hashes.length);
      for (long hash : hashes) {
        out.fixed(hash);
      }
    }

    @Override
    protected long[] read(Input in) throws IOException {
      long[] hashes = new long[Math.toIntExact(in.number())];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = in.fixed();
      }
      return hashes;
    }
  }
}
