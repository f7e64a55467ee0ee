package io.millrace.transforms.dedup.cluster;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Rewires the neighbours of a node, see {@link Stars}. */
final class StarFn extends MeasuredFn<KV<Hash128, Iterable<Hash128>>, KV<Hash128, Hash128>> {
  /** The new edges, larger nodes first. */
  static final TupleTag<KV<Hash128, Hash128>> EDGES = new TupleTag<>("edges") {};

  /** Which of the two operations. */
  enum Kind {
    LARGE,
    SMALL
  }

  private final Kind kind;

  StarFn(String grouping, Kind kind) {
    super(grouping);
    this.kind = kind;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Hash128, Iterable<Hash128>> group, MultiOutputReceiver outputs) {
    Set<Hash128> neighbours = new HashSet<>();
    measureKey();
    for (Hash128 neighbour : group.getValue()) {
      measure(neighbour, Hash128Coder.of());
      neighbours.add(neighbour);
    }
    OutputReceiver<KV<Hash128, Hash128>> output = outputs.get(EDGES);
    if (kind == Kind.LARGE) {
      Stars.largeStar(group.getKey(), neighbours, (a, b) -> output.output(KV.of(a, b)));
    } else {
      Stars.smallStar(group.getKey(), neighbours, (a, b) -> output.output(KV.of(a, b)));
    }
  }
}
