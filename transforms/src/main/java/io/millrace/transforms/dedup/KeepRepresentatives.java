package io.millrace.transforms.dedup;

import io.millrace.transforms.share.Either;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import io.millrace.transforms.share.MeetByKey;
import io.millrace.transforms.share.ShareTotals;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Decides about texts: each cluster's representative is kept, but where a text of an earlier run is
 * in the cluster, that one stands for it. The outputs are those of {@link DecideTextsFn} and {@link
 * MeasuredFn#KEY_BYTES}.
 */
final class KeepRepresentatives extends PTransform<PCollection<DistinctText>, PCollectionTuple> {
  private static final KvCoder<DistinctText, EqualTexts> TOLD_CODER =
      KvCoder.of(DistinctText.Coder.INSTANCE, EqualTexts.Coder.INSTANCE);
  private static final TupleTag<KV<DistinctText, EqualTexts>> CLUSTERS =
      new TupleTag<>("clusters") {};

  private final transient PCollection<KV<Hash128, Hash128>> labels;
  private final RepresentativeOrder order;

  /**
   * @param labels of each node that has near-duplicates, the component
   */
  KeepRepresentatives(PCollection<KV<Hash128, Hash128>> labels, RepresentativeOrder order) {
    this.labels = labels;
    this.order = order;
  }

  @Override
  public PCollectionTuple expand(PCollection<DistinctText> texts) {
    KvCoder<Hash128, DistinctText> coder =
        KvCoder.of(Hash128Coder.of(), DistinctText.Coder.INSTANCE);
    PCollectionTuple followed =
        texts
            .apply("ByNode", WithKeys.of(DistinctText::node))
            .setCoder(coder)
            .apply("JoinLabels", MeetByKey.with(labels))
            .apply(
                "FollowLabels",
                ParDo.of(new FollowLabelsFn())
                    .withOutputTags(
                        FollowLabelsFn.LABELLED, TupleTagList.of(FollowLabelsFn.ALONE)));
    PCollectionTuple clusters =
        followed
            .get(FollowLabelsFn.LABELLED)
            .setCoder(coder)
            .apply(
                "ShareClusters",
                ShareTotals.of(
                    "Clusters",
                    new EqualTexts.OfTexts(order),
                    DistinctText.Coder.INSTANCE,
                    EqualTexts.Coder.INSTANCE,
                    CLUSTERS));
    PCollection<KV<DistinctText, EqualTexts>> told =
        PCollectionList.of(followed.get(FollowLabelsFn.ALONE).setCoder(TOLD_CODER))
            .and(clusters.get(CLUSTERS))
            .apply("AllTexts", Flatten.pCollections());
    return DecideTextsFn.decide(told).and(MeasuredFn.KEY_BYTES, clusters.get(MeasuredFn.KEY_BYTES));
  }

  /** Sends texts to their clusters; those without near-duplicates are clusters of their own. */
  private static final class FollowLabelsFn
      extends DoFn<
          KV<Hash128, Iterable<Either<DistinctText, Hash128>>>, KV<Hash128, DistinctText>> {
    static final TupleTag<KV<Hash128, DistinctText>> LABELLED = new TupleTag<>("labelled") {};
    static final TupleTag<KV<DistinctText, EqualTexts>> ALONE = new TupleTag<>("alone") {};

    @ProcessElement
    public void processElement(
        @Element KV<Hash128, Iterable<Either<DistinctText, Hash128>>> node,
        MultiOutputReceiver outputs) {
      List<DistinctText> texts = new ArrayList<>(1);
      Hash128 label = null;
      for (Either<DistinctText, Hash128> value : node.getValue()) {
        if (value.isLeft()) {
          texts.add(value.left());
        } else {
          label = value.right();
        }
      }
      // A page under an id that an earlier run knows meets the known text here, similar or not.
      Hash128 cluster = label == null ? node.getKey() : label;
      for (DistinctText text : texts) {
        if (label == null && texts.size() == 1) {
          outputs.get(ALONE).output(KV.of(text, text.copies()));
        } else {
          outputs.get(LABELLED).output(KV.of(cluster, text));
        }
      }
    }
  }
}
