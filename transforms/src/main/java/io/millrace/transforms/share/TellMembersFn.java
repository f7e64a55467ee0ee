package io.millrace.transforms.share;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Gives the members of a slot their group's total. */
final class TellMembersFn<M, T> extends MeasuredFn<KV<Slot, Iterable<Either<M, T>>>, KV<M, T>> {
  private final Coder<Either<M, T>> coder;
  private final TupleTag<KV<M, T>> told;

  TellMembersFn(String grouping, Coder<Either<M, T>> coder, TupleTag<KV<M, T>> told) {
    super(grouping);
    this.coder = coder;
    this.told = told;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Slot, Iterable<Either<M, T>>> slot, MultiOutputReceiver outputs) {
    Set<M> members = new LinkedHashSet<>();
    T total = null;
    measureKey();
    for (Either<M, T> value : slot.getValue()) {
      measure(value, coder);
      if (value.isLeft()) {
        members.add(value.left());
      } else {
        total = value.right();
      }
    }
    for (M member : members) {
      outputs.get(told).output(KV.of(member, total));
    }
  }
}
