package io.millrace.transforms.dedup.band;

import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import java.util.Map;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Finds pairs of near-duplicates that connect all that are found: documents of a language that
 * share a band and whose estimated similarity reaches a threshold. What is found is the same in any
 * order of the documents.
 *
 * <p>A band may have more documents than should meet under one key. Such hot bands are found in a
 * sample first; their documents are compared with eight centres, the smallest ids, where they are,
 * and only those like none of the centres meet, in parts. In a hot band, then, a pair is missed if
 * no chain of centres connects it and it falls into different parts; it has thirteen other bands.
 *
 * <p>The outputs are {@link #PAIRS} and {@link MeasuredFn#KEY_BYTES}.
 */
public final class FindNearDuplicates extends PTransform<PCollection<Sketched>, PCollectionTuple> {
  /** Pairs of near-duplicates, in any order and number. */
  public static final TupleTag<KV<Hash128, Hash128>> PAIRS = new TupleTag<>("pairs") {};

  private final LshBands bands;
  private final BandLinks links;
  private final BandLimit limit;

  private FindNearDuplicates(LshBands bands, BandLinks links, BandLimit limit) {
    this.bands = bands;
    this.links = links;
    this.limit = limit;
  }

  /**
   * @param bands how the documents' signatures are cut
   * @param threshold the least estimated similarity of a pair; negative infinity if sharing a band
   *     is enough
   * @param maxBandDocuments how many documents of one band meet under one key, about; at least 2
   */
  public static FindNearDuplicates of(LshBands bands, double threshold, int maxBandDocuments) {
    return new FindNearDuplicates(bands, new BandLinks(threshold), new BandLimit(maxBandDocuments));
  }

  @Override
  public PCollectionTuple expand(PCollection<Sketched> documents) {
    PCollectionView<Map<Long, BandSample>> hotBands = hotBands(documents);
    PCollectionTuple followed =
        documents.apply(
            "FollowBands",
            ParDo.of(new FollowBandsFn(bands, links, limit, hotBands))
                .withSideInputs(hotBands)
                .withOutputTags(FollowBandsFn.MEMBERS, TupleTagList.of(FollowBandsFn.PAIRS)));
    PCollectionTuple linked =
        followed
            .get(FollowBandsFn.MEMBERS)
            .setCoder(KvCoder.of(BigEndianLongCoder.of(), BandMember.Coder.INSTANCE))
            .apply("GroupByBand", GroupByKey.create())
            .apply(
                "LinkBand",
                ParDo.of(new LinkBandFn(links))
                    .withOutputTags(LinkBandFn.PAIRS, TupleTagList.of(MeasuredFn.KEY_BYTES)));
    KvCoder<Hash128, Hash128> pairs = KvCoder.of(Hash128Coder.of(), Hash128Coder.of());
    return PCollectionTuple.of(
            PAIRS,
            PCollectionList.of(followed.get(FollowBandsFn.PAIRS).setCoder(pairs))
                .and(linked.get(LinkBandFn.PAIRS).setCoder(pairs))
                .apply("AllPairs", Flatten.pCollections()))
        .and(
            MeasuredFn.KEY_BYTES,
            linked.get(MeasuredFn.KEY_BYTES).setCoder(MeasuredFn.keyBytesCoder()));
  }

  private PCollectionView<Map<Long, BandSample>> hotBands(PCollection<Sketched> documents) {
    BandLimit atMost = limit;
    return documents
        .apply("SampleBands", ParDo.of(new SampleBandsFn(bands, limit)))
        .setCoder(KvCoder.of(BigEndianLongCoder.of(), BandSample.Coder.INSTANCE))
        .apply("CountBands", Combine.perKey(BandSample::merge))
        .apply("KeepHotBands", Filter.by(band -> atMost.isHot(band.getValue().documents())))
        .apply("HotBands", View.asMap());
  }

  private static final class SampleBandsFn extends DoFn<Sketched, KV<Long, BandSample>> {
    private final LshBands bands;
    private final BandLimit limit;

    SampleBandsFn(LshBands bands, BandLimit limit) {
      this.bands = bands;
      this.limit = limit;
    }

    @ProcessElement
    public void processElement(
        @Element Sketched document, OutputReceiver<KV<Long, BandSample>> output) {
      if (limit.samples(document.id())) {
        BandMember member = new BandMember(document.id(), document.signature().sketch());
        for (long band : bands.keys(document.language(), document.signature())) {
          output.output(KV.of(band, BandSample.of(member)));
        }
      }
    }
  }
}
