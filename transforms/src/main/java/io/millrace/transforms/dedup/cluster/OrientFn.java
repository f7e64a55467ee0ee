package io.millrace.transforms.dedup.cluster;

import io.millrace.transforms.share.Hash128;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Points edges at their smaller nodes and marks those as their own parents. */
final class OrientFn extends DoFn<KV<Hash128, Hash128>, KV<Hash128, Hash128>> {
  @ProcessElement
  public void processElement(
      @Element KV<Hash128, Hash128> edge, OutputReceiver<KV<Hash128, Hash128>> output) {
    Hash128 smaller = Hash128.min(edge.getKey(), edge.getValue());
    Hash128 larger = smaller.equals(edge.getKey()) ? edge.getValue() : edge.getKey();
    output.output(KV.of(larger, smaller));
    output.output(KV.of(smaller, smaller));
  }
}
