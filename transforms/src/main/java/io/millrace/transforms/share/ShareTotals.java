package io.millrace.transforms.share;

import java.util.BitSet;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Tells every member of a group the group's total, without a hot key: a group's members never meet
 * under one key. They are added up by a combiner, which also notes in which of 1,024 slots there
 * are members; the total then goes to each of those slots, and to the members there. (The requests
 * and responses of Pregel+, Yan et al., WWW 2015, section 5, between slots instead of machines.)
 *
 * <p>Members that are equal are told once.
 *
 * @param <M> a member
 * @param <T> a total
 */
public final class ShareTotals<M, T>
    extends PTransform<PCollection<KV<Hash128, M>>, PCollectionTuple> {
  private static final int SLOTS = 1024;

  private final String grouping;
  private final Totalling<M, T> totalling;
  private final Coder<M> members;
  private final Coder<T> totals;
  private final TupleTag<KV<M, T>> told;

  private ShareTotals(
      String grouping,
      Totalling<M, T> totalling,
      Coder<M> members,
      Coder<T> totals,
      TupleTag<KV<M, T>> told) {
    this.grouping = grouping;
    this.totalling = totalling;
    this.members = members;
    this.totals = totals;
    this.told = told;
  }

  /**
   * @param grouping its name in {@link MeasuredFn#KEY_BYTES}
   * @param totalling how members add up
   * @param members codes them
   * @param totals codes totals
   * @param told the output: every member with its total; the other one is {@link
   *     MeasuredFn#KEY_BYTES}
   */
  public static <M, T> ShareTotals<M, T> of(
      String grouping,
      Totalling<M, T> totalling,
      Coder<M> members,
      Coder<T> totals,
      TupleTag<KV<M, T>> told) {
    return new ShareTotals<>(grouping, totalling, members, totals, told);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Hash128, M>> input) {
    PCollection<KV<Slot, T>> sums =
        input
            .apply("StartTotals", ParDo.of(new StartTotalFn<>(totalling)))
            .setCoder(KvCoder.of(Hash128Coder.of(), new PartialCoder<>(totals)))
            .apply("AddUp", Combine.perKey((Partial<T> a, Partial<T> b) -> add(totalling, a, b)))
            .apply("AddressSlots", ParDo.of(new AddressSlotsFn<T>()))
            .setCoder(KvCoder.of(SlotCoder.of(), totals));
    PCollectionTuple outputs =
        input
            .apply("FindSlots", ParDo.of(new FindSlotFn<>(totalling)))
            .setCoder(KvCoder.of(SlotCoder.of(), members))
            .apply("GroupBySlot", MeetByKey.with(sums))
            .apply(
                "TellMembers",
                ParDo.of(new TellMembersFn<>(grouping, EitherCoder.of(members, totals), told))
                    .withOutputTags(told, TupleTagList.of(MeasuredFn.KEY_BYTES)));
    outputs.get(told).setCoder(KvCoder.of(members, totals));
    outputs.get(MeasuredFn.KEY_BYTES).setCoder(MeasuredFn.keyBytesCoder());
    return outputs;
  }

  private static <T> Partial<T> add(Totalling<?, T> totalling, Partial<T> a, Partial<T> b) {
    BitSet slots = (BitSet) a.slots().clone();
    slots.or(b.slots());
    return new Partial<>(totalling.add(a.total(), b.total()), slots);
  }

  private static int slot(Hash128 identity) {
    return (int) Math.floorMod(identity.low(), SLOTS);
  }

  private static final class StartTotalFn<M, T>
      extends DoFn<KV<Hash128, M>, KV<Hash128, Partial<T>>> {
    private final Totalling<M, T> totalling;

    StartTotalFn(Totalling<M, T> totalling) {
      this.totalling = totalling;
    }

    @ProcessElement
    public void processElement(
        @Element KV<Hash128, M> element, OutputReceiver<KV<Hash128, Partial<T>>> output) {
      M member = element.getValue();
      output.output(
          KV.of(
              element.getKey(),
              Partial.of(totalling.of(member), slot(totalling.identity(member)))));
    }
  }

  private static final class AddressSlotsFn<T> extends DoFn<KV<Hash128, Partial<T>>, KV<Slot, T>> {
    @ProcessElement
    public void processElement(
        @Element KV<Hash128, Partial<T>> sum, OutputReceiver<KV<Slot, T>> output) {
      Partial<T> partial = sum.getValue();
      partial.slots().stream()
          .forEach(number -> output.output(KV.of(new Slot(sum.getKey(), number), partial.total())));
    }
  }

  private static final class FindSlotFn<M> extends DoFn<KV<Hash128, M>, KV<Slot, M>> {
    private final Totalling<M, ?> totalling;

    FindSlotFn(Totalling<M, ?> totalling) {
      this.totalling = totalling;
    }

    @ProcessElement
    public void processElement(
        @Element KV<Hash128, M> element, OutputReceiver<KV<Slot, M>> output) {
      M member = element.getValue();
      int number = slot(totalling.identity(member));
      output.output(KV.of(new Slot(element.getKey(), number), member));
    }
  }
}
