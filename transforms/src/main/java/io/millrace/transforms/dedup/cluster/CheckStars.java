package io.millrace.transforms.dedup.cluster;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Proves that edges form stars and gives every node its centre; fails the run where they do not.
 */
final class CheckStars
    extends PTransform<PCollection<KV<Hash128, Hash128>>, PCollection<KV<Hash128, Hash128>>> {
  private static final TupleTag<KV<Hash128, Hash128>> LABELS = new TupleTag<>("labels") {};
  private static final TupleTag<Integer> VIOLATIONS = new TupleTag<>("violations") {};

  private final transient PCollection<Hash128> nodes;
  private final int rounds;

  /**
   * @param nodes all of them, those without edges included
   * @param rounds how many were taken, for the message
   */
  CheckStars(PCollection<Hash128> nodes, int rounds) {
    this.nodes = nodes;
    this.rounds = rounds;
  }

  @Override
  public PCollection<KV<Hash128, Hash128>> expand(PCollection<KV<Hash128, Hash128>> edges) {
    KvCoder<Hash128, NodeView> coder = KvCoder.of(Hash128Coder.of(), NodeView.Coder.INSTANCE);
    PCollectionTuple checked =
        PCollectionList.of(nodes.apply("ViewNodes", ParDo.of(new ViewNodeFn())).setCoder(coder))
            .and(edges.apply("ViewEdges", ParDo.of(new ViewEdgeFn())).setCoder(coder))
            .apply("AllViews", Flatten.pCollections())
            .apply("MergeViews", Combine.perKey(NodeView::merge))
            .apply(
                "Check",
                ParDo.of(new CheckFn()).withOutputTags(LABELS, TupleTagList.of(VIOLATIONS)));
    checked
        .get(VIOLATIONS)
        .setCoder(VarIntCoder.of())
        .apply("CountViolations", Count.globally())
        .apply("RequireConvergence", ParDo.of(new RequireConvergenceFn(rounds)));
    return checked.get(LABELS).setCoder(KvCoder.of(Hash128Coder.of(), Hash128Coder.of()));
  }

  private static final class ViewNodeFn extends DoFn<Hash128, KV<Hash128, NodeView>> {
    @ProcessElement
    public void processElement(
        @Element Hash128 node, OutputReceiver<KV<Hash128, NodeView>> output) {
      output.output(KV.of(node, NodeView.alone(node)));
    }
  }

  private static final class ViewEdgeFn extends DoFn<KV<Hash128, Hash128>, KV<Hash128, NodeView>> {
    @ProcessElement
    public void processElement(
        @Element KV<Hash128, Hash128> edge, OutputReceiver<KV<Hash128, NodeView>> output) {
      output.output(KV.of(edge.getKey(), NodeView.childOf(edge.getValue())));
      output.output(KV.of(edge.getValue(), NodeView.parent(edge.getValue())));
    }
  }

  private static final class CheckFn extends DoFn<KV<Hash128, NodeView>, KV<Hash128, Hash128>> {
    @ProcessElement
    public void processElement(@Element KV<Hash128, NodeView> node, MultiOutputReceiver outputs) {
      outputs.get(LABELS).output(KV.of(node.getKey(), node.getValue().root()));
      if (!node.getValue().isStar()) {
        outputs.get(VIOLATIONS).output(1);
      }
    }
  }

  private static final class RequireConvergenceFn extends DoFn<Long, Void> {
    private final Counter unconverged = Metrics.counter("dedup", "unconverged_nodes");
    private final int rounds;

    RequireConvergenceFn(int rounds) {
      this.rounds = rounds;
    }

    @ProcessElement
    public void processElement(@Element Long violations) {
      unconverged.inc(violations);
      if (violations > 0) {
        throw new IllegalStateException(
            "the clusters of near-duplicates have not converged: after "
                + rounds
                + " rounds "
                + violations
                + " documents are not yet with their cluster; raise --convergenceRounds");
      }
    }
  }
}
