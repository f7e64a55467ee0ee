package io.millrace.transforms.dedup.cluster;

import io.millrace.transforms.dedup.cluster.ContractFn.Centres;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import io.millrace.transforms.share.ShareTotals;
import io.millrace.transforms.share.Totalling;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Finds the connected components of a graph given by its edges, nowhere held in one memory: edges
 * are contracted where they are (union-find over a bundle), nodes that are nobody's parent are set
 * aside, and the rest takes rounds of large-star and small-star (Kiveris et al., SoCC 2014). Beam's
 * graphs have no loops, so the rounds are counted beforehand; a last step proves that there were
 * enough.
 *
 * <p>The outputs are {@link #LABELS} and {@link MeasuredFn#KEY_BYTES}.
 */
public final class ConnectedComponents
    extends PTransform<PCollection<KV<Hash128, Hash128>>, PCollectionTuple> {
  /** Every node of any edge, once, with the smallest node of its component. */
  public static final TupleTag<KV<Hash128, Hash128>> LABELS = new TupleTag<>("labels") {};

  private static final KvCoder<Hash128, Hash128> EDGE_CODER =
      KvCoder.of(Hash128Coder.of(), Hash128Coder.of());
  private static final TupleTag<KV<KV<Hash128, Hash128>, Hash128>> TOLD = new TupleTag<>("told") {};

  private final int rounds;
  private final Contraction contraction;

  private enum Contraction {
    LOCAL,
    NONE
  }

  private ConnectedComponents(int rounds, Contraction contraction) {
    this.rounds = rounds;
    this.contraction = contraction;
  }

  /**
   * @param rounds of large-star and small-star, at least 0. Components that are dense, as those of
   *     near-duplicates are, take two or three; a path of n nodes log₂ n at most, about.
   */
  public static ConnectedComponents in(int rounds) {
    if (rounds < 0) {
      throw new IllegalArgumentException("there cannot be " + rounds + " rounds");
    }
    return new ConnectedComponents(rounds, Contraction.LOCAL);
  }

  /** Without the union-find, which makes the number of rounds needed depend on the bundles. */
  public ConnectedComponents withoutLocalContraction() {
    return new ConnectedComponents(rounds, Contraction.NONE);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Hash128, Hash128>> edges) {
    PCollectionTuple split =
        contract("Contract", edges, Centres.MARKED)
            .apply("GroupParents", GroupByKey.create())
            .apply(
                "SplitLeaves",
                ParDo.of(new SplitLeavesFn("SplitLeaves"))
                    .withOutputTags(
                        SplitLeavesFn.EDGES,
                        TupleTagList.of(
                            List.of(
                                SplitLeavesFn.CORE, SplitLeavesFn.LEAVES, MeasuredFn.KEY_BYTES))));
    PCollection<Hash128> core = split.get(SplitLeavesFn.CORE).setCoder(Hash128Coder.of());
    PCollectionList<KV<String, Long>> keyBytes =
        PCollectionList.of(split.get(MeasuredFn.KEY_BYTES).setCoder(MeasuredFn.keyBytesCoder()));
    PCollection<KV<Hash128, Hash128>> stars = split.get(SplitLeavesFn.EDGES).setCoder(EDGE_CODER);
    for (int round = 1; round <= rounds; round++) {
      PCollectionTuple large =
          star(
              "LargeStar",
              round,
              stars.apply("BothWays" + round, ParDo.of(new BothWaysFn())).setCoder(EDGE_CODER),
              StarFn.Kind.LARGE);
      PCollectionTuple small = star("SmallStar", round, large.get(StarFn.EDGES), StarFn.Kind.SMALL);
      keyBytes = keyBytes.and(large.get(MeasuredFn.KEY_BYTES)).and(small.get(MeasuredFn.KEY_BYTES));
      stars = contract("Contract" + round, small.get(StarFn.EDGES), Centres.UNMARKED);
    }
    PCollection<KV<Hash128, Hash128>> coreLabels =
        stars.apply("CheckStars", new CheckStars(core, rounds));
    PCollectionTuple told = label(coreLabels, split.get(SplitLeavesFn.LEAVES).setCoder(EDGE_CODER));
    PCollection<KV<Hash128, Hash128>> labels =
        told.get(TOLD).apply("Label", ParDo.of(new LabelFn())).setCoder(EDGE_CODER);
    return PCollectionTuple.of(LABELS, labels)
        .and(
            MeasuredFn.KEY_BYTES,
            keyBytes
                .and(told.get(MeasuredFn.KEY_BYTES))
                .apply("AllKeyBytes", Flatten.pCollections()));
  }

  private PCollection<KV<Hash128, Hash128>> contract(
      String name, PCollection<KV<Hash128, Hash128>> edges, Centres centres) {
    if (contraction == Contraction.LOCAL) {
      return edges.apply(name, ParDo.of(new ContractFn(centres))).setCoder(EDGE_CODER);
    }
    return centres == Centres.MARKED
        ? edges.apply(name, ParDo.of(new OrientFn())).setCoder(EDGE_CODER)
        : edges;
  }

  private static PCollectionTuple star(
      String name, int round, PCollection<KV<Hash128, Hash128>> neighbours, StarFn.Kind kind) {
    PCollectionTuple outputs =
        neighbours
            .apply("Group" + name + round, GroupByKey.create())
            .apply(
                name + round,
                ParDo.of(new StarFn(name, kind))
                    .withOutputTags(StarFn.EDGES, TupleTagList.of(MeasuredFn.KEY_BYTES)));
    outputs.get(StarFn.EDGES).setCoder(EDGE_CODER);
    outputs.get(MeasuredFn.KEY_BYTES).setCoder(MeasuredFn.keyBytesCoder());
    return outputs;
  }

  /** Tells leaves and the nodes they follow the centre, which the latter know. */
  private static PCollectionTuple label(
      PCollection<KV<Hash128, Hash128>> coreLabels, PCollection<KV<Hash128, Hash128>> leaves) {
    KvCoder<Hash128, KV<Hash128, Hash128>> coder = KvCoder.of(Hash128Coder.of(), EDGE_CODER);
    return PCollectionList.of(coreLabels.apply("AskCore", ParDo.of(new KnowFn())).setCoder(coder))
        .and(leaves.apply("AskLeaves", ParDo.of(new AskFn())).setCoder(coder))
        .apply("AllNodes", Flatten.pCollections())
        .apply(
            "ShareLabels",
            ShareTotals.of("Labels", new SmallestNode(), EDGE_CODER, Hash128Coder.of(), TOLD));
  }

  /** Members are nodes with what they know of the centre; the smallest knows best. */
  private static final class SmallestNode implements Totalling<KV<Hash128, Hash128>, Hash128> {
    @Override
    public Hash128 of(KV<Hash128, Hash128> member) {
      return member.getValue();
    }

    @Override
    public Hash128 add(Hash128 left, Hash128 right) {
      return Hash128.min(left, right);
    }

    @Override
    public Hash128 identity(KV<Hash128, Hash128> member) {
      return member.getKey();
    }
  }

  private static final class BothWaysFn extends DoFn<KV<Hash128, Hash128>, KV<Hash128, Hash128>> {
    @ProcessElement
    public void processElement(
        @Element KV<Hash128, Hash128> edge, OutputReceiver<KV<Hash128, Hash128>> output) {
      output.output(edge);
      output.output(KV.of(edge.getValue(), edge.getKey()));
    }
  }

  private static final class KnowFn
      extends DoFn<KV<Hash128, Hash128>, KV<Hash128, KV<Hash128, Hash128>>> {
    @ProcessElement
    public void processElement(
        @Element KV<Hash128, Hash128> label,
        OutputReceiver<KV<Hash128, KV<Hash128, Hash128>>> output) {
      output.output(KV.of(label.getKey(), label));
    }
  }

  private static final class AskFn
      extends DoFn<KV<Hash128, Hash128>, KV<Hash128, KV<Hash128, Hash128>>> {
    @ProcessElement
    public void processElement(
        @Element KV<Hash128, Hash128> leaf,
        OutputReceiver<KV<Hash128, KV<Hash128, Hash128>>> output) {
      Hash128 followed = leaf.getKey();
      output.output(KV.of(followed, KV.of(leaf.getValue(), followed)));
    }
  }

  private static final class LabelFn
      extends DoFn<KV<KV<Hash128, Hash128>, Hash128>, KV<Hash128, Hash128>> {
    @ProcessElement
    public void processElement(
        @Element KV<KV<Hash128, Hash128>, Hash128> told,
        OutputReceiver<KV<Hash128, Hash128>> output) {
      output.output(KV.of(told.getKey().getKey(), told.getValue()));
    }
  }
}
