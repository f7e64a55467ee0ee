package io.millrace.transforms.boilerplate;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.share.Either;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;

/** Removes from a document the lines that its site repeats. */
final class RemoveLinesFn
    extends CountsFn<KV<Hash128, Iterable<Either<Document, KV<Hash128, Long>>>>, Document> {
  private static final String REASON = "only_boilerplate";

  private final BoilerplateLimits limits;

  RemoveLinesFn(BoilerplateLimits limits) {
    this.limits = limits;
  }

  /** Stands for the site of a document, as no line does. */
  static Hash128 site(Document document) {
    return Hash128.of(SiteLines.host(document.url()));
  }

  @ProcessElement
  public void processElement(
      @Element KV<Hash128, Iterable<Either<Document, KV<Hash128, Long>>>> page,
      MultiOutputReceiver outputs) {
    List<Document> documents = new ArrayList<>(1);
    Map<Hash128, Long> pages = new HashMap<>();
    for (Either<Document, KV<Hash128, Long>> value : page.getValue()) {
      if (value.isLeft()) {
        documents.add(value.left());
      } else {
        pages.put(value.right().getKey(), value.right().getValue());
      }
    }
    for (Document document : documents) {
      remove(document, pages, outputs);
    }
  }

  private void remove(Document document, Map<Hash128, Long> pages, MultiOutputReceiver outputs) {
    long start = CpuTime.nanos();
    long sitePages = pages.get(site(document));
    String text =
        SiteLines.without(
            SiteLines.host(document.url()),
            document.text(),
            line -> limits.isBoilerplate(pages.getOrDefault(line, 0L), sitePages));
    boolean kept = !text.isBlank();
    if (kept) {
      outputs.get(StageTags.KEPT).output(document.withText(text));
    } else {
      outputs
          .get(StageTags.DROPPED)
          .output(new Dropped(document, RemoveBoilerplate.STAGE, REASON, "0", "1"));
    }
    counts()
        .add(
            new CountKey(
                RemoveBoilerplate.STAGE,
                kept ? Fate.KEPT : Fate.DROPPED,
                kept ? "" : REASON,
                document.language()),
            new Tally(1, Utf8.length(kept ? text : document.text()), 0, CpuTime.nanos() - start));
  }
}
