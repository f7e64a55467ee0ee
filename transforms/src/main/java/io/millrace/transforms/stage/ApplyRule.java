package io.millrace.transforms.stage;

import io.millrace.io.document.Document;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Runs a {@link Rule} over a stream: kept and dropped documents, dead letters and counts come out
 * apart, tagged as in {@link StageTags}.
 *
 * @param <InputT> a capture or a document
 */
public final class ApplyRule<InputT> extends PTransform<PCollection<InputT>, PCollectionTuple> {
  private final String stage;
  private final Rule<? super InputT> rule;

  private ApplyRule(String stage, Rule<? super InputT> rule) {
    this.stage = stage;
    this.rule = rule;
  }

  /**
   * @param stage the stage's name in outputs and counts, in snake case
   * @param rule decides
   */
  public static <InputT> ApplyRule<InputT> of(String stage, Rule<? super InputT> rule) {
    return new ApplyRule<>(stage, rule);
  }

  @Override
  public PCollectionTuple expand(PCollection<InputT> input) {
    PCollectionTuple outputs =
        input.apply(
            ParDo.of(new ApplyRuleFn<InputT>(stage, rule))
                .withOutputTags(
                    StageTags.KEPT,
                    TupleTagList.of(
                        List.of(StageTags.DROPPED, StageTags.DEAD_LETTERS, StageTags.COUNTS))));
    return withCoders(outputs);
  }

  /** Sets the coders of a stage's outputs. */
  public static PCollectionTuple withCoders(PCollectionTuple outputs) {
    PCollection<Document> kept = outputs.get(StageTags.KEPT);
    kept.setCoder(DocumentCoder.of());
    outputs.get(StageTags.DROPPED).setCoder(DroppedCoder.of());
    outputs.get(StageTags.DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return outputs;
  }
}
