package io.millrace.transforms.boilerplate;

import io.millrace.io.document.Document;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import io.millrace.transforms.share.MeetByKey;
import io.millrace.transforms.share.ShareTotals;
import io.millrace.transforms.stage.ApplyRule;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.TallyCoder;
import java.util.List;
import java.util.Set;
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
 * removes paragraphs that a part of a crawl repeats; here a site is the part, and one repetition is
 * not enough.)
 *
 * <p>Lines are shuffled as hashes, and only those of sites with enough pages, in a way that leaves
 * no key with all pages of a large site; texts once, to meet the lines to be removed. The outputs
 * are those of {@link StageTags} and {@link MeasuredFn#KEY_BYTES}.
 */
public final class RemoveBoilerplate extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "boilerplate";

  private static final String SITES = "Sites";
  private static final String LINES = "Lines";

  /**
   * The groupings in {@link MeasuredFn#KEY_BYTES}; what their keys receive is the same each run.
   */
  public static final Set<String> GROUPINGS = Set.of(SITES, LINES);

  private static final TupleTag<KV<PageLines, Long>> SITE_PAGES = new TupleTag<>("sitePages") {};
  private static final TupleTag<KV<LineOnPage, Long>> LINE_PAGES = new TupleTag<>("linePages") {};

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
    PCollectionTuple pages = findLines(documents);
    PCollectionTuple sites = countSitePages(pages.get(PageLinesFn.BY_SITE));
    PCollectionTuple lines = countLinePages(sites.get(SITE_PAGES));
    PCollectionTuple rest = removeLines(documents, markBoilerplate(lines.get(LINE_PAGES)));
    return PCollectionTuple.of(StageTags.KEPT, rest.get(StageTags.KEPT))
        .and(StageTags.DROPPED, rest.get(StageTags.DROPPED))
        .and(StageTags.DEAD_LETTERS, rest.get(StageTags.DEAD_LETTERS))
        .and(
            StageTags.COUNTS,
            PCollectionList.of(pages.get(StageTags.COUNTS))
                .and(rest.get(StageTags.COUNTS))
                .apply("AllCounts", Flatten.pCollections()))
        .and(
            MeasuredFn.KEY_BYTES,
            PCollectionList.of(sites.get(MeasuredFn.KEY_BYTES))
                .and(lines.get(MeasuredFn.KEY_BYTES))
                .apply("AllKeyBytes", Flatten.pCollections()));
  }

  private static PCollectionTuple findLines(PCollection<Document> documents) {
    PCollectionTuple found =
        documents.apply(
            "FindLines",
            ParDo.of(new PageLinesFn())
                .withOutputTags(PageLinesFn.BY_SITE, TupleTagList.of(StageTags.COUNTS)));
    found
        .get(PageLinesFn.BY_SITE)
        .setCoder(KvCoder.of(Hash128Coder.of(), PageLines.Coder.INSTANCE));
    found.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return found;
  }

  private static PCollectionTuple countSitePages(PCollection<KV<Hash128, PageLines>> pages) {
    return pages.apply(
        "CountSitePages",
        ShareTotals.of(
            SITES,
            new CountPages<>(PageLines::page),
            PageLines.Coder.INSTANCE,
            VarLongCoder.of(),
            SITE_PAGES));
  }

  private PCollectionTuple countLinePages(PCollection<KV<PageLines, Long>> pages) {
    return pages
        .apply("SpreadLines", ParDo.of(new SpreadLinesFn(limits)))
        .setCoder(KvCoder.of(Hash128Coder.of(), LineOnPage.Coder.INSTANCE))
        .apply(
            "CountLinePages",
            ShareTotals.of(
                LINES,
                new CountPages<>(LineOnPage::page),
                LineOnPage.Coder.INSTANCE,
                VarLongCoder.of(),
                LINE_PAGES));
  }

  private PCollection<KV<Hash128, KV<Hash128, Long>>> markBoilerplate(
      PCollection<KV<LineOnPage, Long>> lines) {
    return lines
        .apply("MarkBoilerplate", ParDo.of(new MarkBoilerplateFn(limits)))
        .setCoder(KvCoder.of(Hash128Coder.of(), KvCoder.of(Hash128Coder.of(), VarLongCoder.of())));
  }

  private PCollectionTuple removeLines(
      PCollection<Document> documents, PCollection<KV<Hash128, KV<Hash128, Long>>> marked) {
    return ApplyRule.withCoders(
        documents
            .apply("ByPage", WithKeys.of(RemoveBoilerplate::page))
            .setCoder(KvCoder.of(Hash128Coder.of(), DocumentCoder.of()))
            .apply("MeetMarkedLines", MeetByKey.with(marked))
            .apply(
                "RemoveLines",
                ParDo.of(new RemoveLinesFn(limits))
                    .withOutputTags(
                        StageTags.KEPT,
                        TupleTagList.of(
                            List.of(
                                StageTags.DROPPED, StageTags.DEAD_LETTERS, StageTags.COUNTS)))));
  }

  /** On smaller sites no line is boilerplate. */
  private static final class SpreadLinesFn
      extends DoFn<KV<PageLines, Long>, KV<Hash128, LineOnPage>> {
    private final BoilerplateLimits limits;

    SpreadLinesFn(BoilerplateLimits limits) {
      this.limits = limits;
    }

    @ProcessElement
    public void processElement(
        @Element KV<PageLines, Long> told, OutputReceiver<KV<Hash128, LineOnPage>> output) {
      PageLines page = told.getKey();
      long sitePages = told.getValue();
      if (sitePages < limits.minPages()) {
        return;
      }
      for (Hash128 line : page.lines()) {
        output.output(KV.of(line, new LineOnPage(page.page(), line, sitePages)));
      }
    }
  }

  /** By page, its lines that are boilerplate and the number of pages that have them. */
  private static final class MarkBoilerplateFn
      extends DoFn<KV<LineOnPage, Long>, KV<Hash128, KV<Hash128, Long>>> {
    private final BoilerplateLimits limits;

    MarkBoilerplateFn(BoilerplateLimits limits) {
      this.limits = limits;
    }

    @ProcessElement
    public void processElement(
        @Element KV<LineOnPage, Long> told, OutputReceiver<KV<Hash128, KV<Hash128, Long>>> output) {
      LineOnPage line = told.getKey();
      if (limits.isBoilerplate(told.getValue(), line.sitePages())) {
        output.output(KV.of(line.page(), KV.of(line.line(), told.getValue())));
      }
    }
  }
}
