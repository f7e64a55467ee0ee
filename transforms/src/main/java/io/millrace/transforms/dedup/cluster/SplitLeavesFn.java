package io.millrace.transforms.dedup.cluster;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import java.util.TreeSet;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Takes the nodes out of the graph that are nobody's parent, all but a few in large clusters: their
 * parents are connected instead, and they follow the smallest.
 */
final class SplitLeavesFn extends MeasuredFn<KV<Hash128, Iterable<Hash128>>, KV<Hash128, Hash128>> {
  /** Edges between the nodes that stay, larger nodes first. */
  static final TupleTag<KV<Hash128, Hash128>> EDGES = new TupleTag<>("coreEdges") {};

  /** The nodes that stay. */
  static final TupleTag<Hash128> CORE = new TupleTag<>("core") {};

  /** Leaves by the nodes that they follow. */
  static final TupleTag<KV<Hash128, Hash128>> LEAVES = new TupleTag<>("leaves") {};

  SplitLeavesFn(String grouping) {
    super(grouping);
  }

  @ProcessElement
  public void processElement(
      @Element KV<Hash128, Iterable<Hash128>> group, MultiOutputReceiver outputs) {
    Hash128 node = group.getKey();
    TreeSet<Hash128> parents = new TreeSet<>();
    measureKey();
    for (Hash128 parent : group.getValue()) {
      measure(parent, Hash128Coder.of());
      parents.add(parent);
    }
    Hash128 smallest = parents.first();
    if (parents.contains(node)) {
      outputs.get(CORE).output(node);
    } else {
      outputs.get(LEAVES).output(KV.of(smallest, node));
    }
    for (Hash128 parent : parents.tailSet(smallest, false)) {
      outputs.get(EDGES).output(KV.of(parent, smallest));
    }
  }
}
