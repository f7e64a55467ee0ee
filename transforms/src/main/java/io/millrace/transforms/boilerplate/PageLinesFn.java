package io.millrace.transforms.boilerplate;

import io.millrace.io.document.Document;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.Tally;
import java.util.List;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Gives out each page's lines under its site. */
final class PageLinesFn extends CountsFn<Document, KV<Hash128, PageLines>> {
  static final TupleTag<KV<Hash128, PageLines>> BY_SITE = new TupleTag<>("bySite") {};

  @ProcessElement
  public void processElement(@Element Document document, MultiOutputReceiver outputs) {
    long start = CpuTime.nanos();
    SitePage page = SitePage.of(document);
    outputs
        .get(BY_SITE)
        .output(
            KV.of(
                page.site(),
                new PageLines(RemoveBoilerplate.page(document), List.copyOf(page.lines()))));
    // Documents are counted when their lines are removed; here only the time.
    counts()
        .add(
            new CountKey(RemoveBoilerplate.STAGE, Fate.KEPT, "", document.language()),
            new Tally(0, 0, 0, CpuTime.nanos() - start));
  }
}
