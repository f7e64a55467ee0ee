package io.millrace.transforms.dedup.cluster;

import io.millrace.transforms.share.Hash128;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Turns the edges of a bundle into stars, as far as memory goes: the combiner of connected
 * components. A component's centre comes out once more as its own parent, where asked for.
 */
final class ContractFn extends DoFn<KV<Hash128, Hash128>, KV<Hash128, Hash128>> {
  /** What a bundle may hold; about 100 bytes each. */
  private static final int MAX_NODES = 1 << 20;

  /** Whether centres come out, too. */
  enum Centres {
    MARKED,
    UNMARKED
  }

  private final Centres centres;
  private transient UnionFind components;

  ContractFn(Centres centres) {
    this.centres = centres;
  }

  @StartBundle
  public void startBundle() {
    components = new UnionFind();
  }

  @ProcessElement
  public void processElement(
      @Element KV<Hash128, Hash128> edge, OutputReceiver<KV<Hash128, Hash128>> output) {
    components.union(edge.getKey(), edge.getValue());
    if (components.size() > MAX_NODES) {
      components.drain((node, root) -> emit(node, root, output::output));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    components.drain(
        (node, root) ->
            emit(
                node,
                root,
                edge ->
                    context.output(
                        edge, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE)));
  }

  private void emit(Hash128 node, Hash128 root, Consumer<KV<Hash128, Hash128>> output) {
    if (centres == Centres.MARKED || !node.equals(root)) {
      output.accept(KV.of(node, root));
    }
  }
}
