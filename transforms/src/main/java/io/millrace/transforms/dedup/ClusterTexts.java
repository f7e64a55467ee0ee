package io.millrace.transforms.dedup;

import io.millrace.transforms.dedup.Capture.Generation;
import io.millrace.transforms.dedup.band.FindNearDuplicates;
import io.millrace.transforms.dedup.band.Sketched;
import io.millrace.transforms.dedup.band.SketchedCoder;
import io.millrace.transforms.dedup.cluster.ConnectedComponents;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Finds the clusters of near-duplicates among texts and decides about their members. The outputs
 * are those of {@link DecideTextsFn} and {@link MeasuredFn#KEY_BYTES}.
 */
final class ClusterTexts extends PTransform<PCollection<DistinctText>, PCollectionTuple> {
  private final FindNearDuplicates pairs;
  private final ConnectedComponents components;
  private final RepresentativeOrder order;
  private final Generation earliest;

  /**
   * @param earliest whether there are texts of earlier runs
   */
  ClusterTexts(
      FindNearDuplicates pairs,
      ConnectedComponents components,
      RepresentativeOrder order,
      Generation earliest) {
    this.pairs = pairs;
    this.components = components;
    this.order = order;
    this.earliest = earliest;
  }

  @Override
  public PCollectionTuple expand(PCollection<DistinctText> texts) {
    PCollectionTuple near =
        texts
            .apply("Sketch", ParDo.of(new SketchFn()))
            .setCoder(SketchedCoder.of())
            .apply("FindNearDuplicates", pairs);
    PCollectionTuple labels =
        near.get(FindNearDuplicates.PAIRS).apply("ConnectedComponents", components);
    PCollectionTuple decided =
        oneTextANode(texts)
            .apply(
                "KeepRepresentatives",
                new KeepRepresentatives(labels.get(ConnectedComponents.LABELS), order));
    return PCollectionTuple.of(DecideTextsFn.VERDICTS, decided.get(DecideTextsFn.VERDICTS))
        .and(DecideTextsFn.SIGNATURES, decided.get(DecideTextsFn.SIGNATURES))
        .and(DecideTextsFn.BRIDGES, decided.get(DecideTextsFn.BRIDGES))
        .and(
            MeasuredFn.KEY_BYTES,
            PCollectionList.of(near.get(MeasuredFn.KEY_BYTES))
                .and(labels.get(MeasuredFn.KEY_BYTES))
                .and(decided.get(MeasuredFn.KEY_BYTES))
                .apply("AllKeyBytes", Flatten.pCollections()));
  }

  /** The texts, of which a cluster of an earlier run has one only: all of them are one node. */
  private PCollection<DistinctText> oneTextANode(PCollection<DistinctText> texts) {
    if (earliest == Generation.NEW) {
      return texts;
    }
    PCollection<DistinctText> known =
        texts
            .apply("KeepKnown", Filter.by(DistinctText::isKnown))
            .apply("ByCluster", WithKeys.of(DistinctText::node))
            .setCoder(KvCoder.of(Hash128Coder.of(), DistinctText.Coder.INSTANCE))
            .apply("AnyOfCluster", Combine.perKey((DistinctText a, DistinctText b) -> a))
            .apply("KnownClusters", Values.create());
    return PCollectionList.of(texts.apply("KeepNew", Filter.by(text -> !text.isKnown())))
        .and(known)
        .apply("NewAndKnown", Flatten.pCollections());
  }

  private static final class SketchFn extends DoFn<DistinctText, Sketched> {
    @ProcessElement
    public void processElement(@Element DistinctText text, OutputReceiver<Sketched> output) {
      Fingerprint fingerprint = text.fingerprint();
      if (!fingerprint.signature().isEmpty()) {
        output.output(new Sketched(text.node(), fingerprint.language(), fingerprint.signature()));
      }
    }
  }
}
