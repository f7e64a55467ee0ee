package io.millrace.transforms.boilerplate;

import io.millrace.io.document.Document;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import io.millrace.transforms.share.MeetByKey;
import io.millrace.transforms.share.ShareTotals;
import io.millrace.transforms.share.Totalling;
import io.millrace.transforms.stage.ApplyRule;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
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
 * Removes the lines that a site repeats over its pages, and drops documents of nothing else ({@code
 * only_boilerplate}). To be applied to documents of which no two are duplicates, or pages captured
 * twice would count as repetition. (CCNet, Wenzek et al. 2020, arXiv 1911.00359, section 3.1,
 * removes paragraphs that a part of a crawl repeats; here a site is the part.)
 *
 * <p>Lines are shuffled as hashes, in a way that leaves no key with all pages of a large site;
 * texts once, to meet what is to be removed. The outputs are those of {@link StageTags} and {@link
 * MeasuredFn#KEY_BYTES}.
 */
public final class RemoveBoilerplate extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "boilerplate";

  /** A page, and one of its lines or its site. */
  private static final KvCoder<Hash128, Hash128> MEMBER_CODER =
      KvCoder.of(Hash128Coder.of(), Hash128Coder.of());

  private static final KvCoder<Hash128, KV<Hash128, Hash128>> GROUP_CODER =
      KvCoder.of(Hash128Coder.of(), MEMBER_CODER);
  private static final KvCoder<Hash128, KV<Hash128, Long>> COUNTED_CODER =
      KvCoder.of(Hash128Coder.of(), KvCoder.of(Hash128Coder.of(), VarLongCoder.of()));
  private static final TupleTag<KV<KV<Hash128, Hash128>, Long>> TOLD = new TupleTag<>("told") {};

  private final BoilerplateLimits limits;

  private RemoveBoilerplate(BoilerplateLimits limits) {
    this.limits = limits;
  }

  /** Removes lines that are boilerplate by some limits. */
  public static RemoveBoilerplate by(BoilerplateLimits limits) {
    return new RemoveBoilerplate(limits);
  }

  /** Stands for one capture. */
  static Hash128 page(Document document) {
    return Hash128.of(document.id(), document.warcFile(), Long.toString(document.warcOffset()));
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    PCollectionTuple lines = count(documents, "Lines", new LinesFn());
    PCollectionTuple sites = count(documents, "Sites", new SitesFn());
    PCollection<KV<Hash128, KV<Hash128, Long>>> counted =
        PCollectionList.of(
                lines
                    .get(TOLD)
                    .apply("KeepRepeated", ParDo.of(new KeepFn(limits.minPages())))
                    .setCoder(COUNTED_CODER))
            .and(sites.get(TOLD).apply("KeepAll", ParDo.of(new KeepFn(0))).setCoder(COUNTED_CODER))
            .apply("AllCounts", Flatten.pCollections());
    PCollectionTuple rest =
        ApplyRule.withCoders(
            documents
                .apply("ByPage", WithKeys.of(RemoveBoilerplate::page))
                .setCoder(KvCoder.of(Hash128Coder.of(), DocumentCoder.of()))
                .apply("MeetCounts", MeetByKey.with(counted))
                .apply(
                    "RemoveLines",
                    ParDo.of(new RemoveLinesFn(limits))
                        .withOutputTags(
                            StageTags.KEPT,
                            TupleTagList.of(
                                List.of(
                                    StageTags.DROPPED,
                                    StageTags.DEAD_LETTERS,
                                    StageTags.COUNTS)))));
    return rest.and(
        MeasuredFn.KEY_BYTES,
        PCollectionList.of(lines.get(MeasuredFn.KEY_BYTES))
            .and(sites.get(MeasuredFn.KEY_BYTES))
            .apply("AllKeyBytes", Flatten.pCollections()));
  }

  /** Tells every page how many pages share each thing with it. */
  private static PCollectionTuple count(
      PCollection<Document> documents,
      String things,
      DoFn<Document, KV<Hash128, KV<Hash128, Hash128>>> find) {
    return documents
        .apply("Find" + things, ParDo.of(find))
        .setCoder(GROUP_CODER)
        .apply(
            "Count" + things,
            ShareTotals.of(things, new CountPages(), MEMBER_CODER, VarLongCoder.of(), TOLD));
  }

  private static final class CountPages implements Totalling<KV<Hash128, Hash128>, Long> {
    @Override
    public Long of(KV<Hash128, Hash128> member) {
      return 1L;
    }

    @Override
    public Long add(Long left, Long right) {
      return left + right;
    }

    @Override
    public Hash128 identity(KV<Hash128, Hash128> member) {
      return member.getKey();
    }
  }

  private static final class LinesFn extends DoFn<Document, KV<Hash128, KV<Hash128, Hash128>>> {
    @ProcessElement
    public void processElement(
        @Element Document document, OutputReceiver<KV<Hash128, KV<Hash128, Hash128>>> output) {
      Hash128 page = page(document);
      for (Hash128 line : SiteLines.hashes(SiteLines.host(document.url()), document.text())) {
        output.output(KV.of(line, KV.of(page, line)));
      }
    }
  }

  private static final class SitesFn extends DoFn<Document, KV<Hash128, KV<Hash128, Hash128>>> {
    @ProcessElement
    public void processElement(
        @Element Document document, OutputReceiver<KV<Hash128, KV<Hash128, Hash128>>> output) {
      Hash128 site = RemoveLinesFn.site(document);
      output.output(KV.of(site, KV.of(page(document), site)));
    }
  }

  private static final class KeepFn
      extends DoFn<KV<KV<Hash128, Hash128>, Long>, KV<Hash128, KV<Hash128, Long>>> {
    private final int minPages;

    KeepFn(int minPages) {
      this.minPages = minPages;
    }

    @ProcessElement
    public void processElement(
        @Element KV<KV<Hash128, Hash128>, Long> told,
        OutputReceiver<KV<Hash128, KV<Hash128, Long>>> output) {
      if (told.getValue() >= minPages) {
        output.output(
            KV.of(told.getKey().getKey(), KV.of(told.getKey().getValue(), told.getValue())));
      }
    }
  }
}
