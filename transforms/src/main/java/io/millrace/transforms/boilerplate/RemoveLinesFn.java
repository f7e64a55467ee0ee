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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;

/** Removes from a page the lines that are boilerplate. */
final class RemoveLinesFn
    extends CountsFn<KV<Hash128, Iterable<Either<Document, KV<Hash128, Long>>>>, Document> {
  private static final String REASON = "only_boilerplate";

  private final BoilerplateLimits limits;

  RemoveLinesFn(BoilerplateLimits limits) {
    this.limits = limits;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Hash128, Iterable<Either<Document, KV<Hash128, Long>>>> page,
      MultiOutputReceiver outputs) {
    List<Document> documents = new ArrayList<>(1);
    Map<Hash128, Long> pagesOfLine = new HashMap<>();
    for (Either<Document, KV<Hash128, Long>> value : page.getValue()) {
      if (value.isLeft()) {
        documents.add(value.left());
      } else {
        pagesOfLine.put(value.right().getKey(), value.right().getValue());
      }
    }
    for (Document document : documents) {
      remove(document, pagesOfLine, outputs);
    }
  }

  private void remove(
      Document document, Map<Hash128, Long> pagesOfLine, MultiOutputReceiver outputs) {
    long start = CpuTime.nanos();
    if (pagesOfLine.isEmpty()) {
      outputs.get(StageTags.KEPT).output(document);
      count(document, Fate.KEPT, start);
      return;
    }
    String text = SitePage.of(document).without(pagesOfLine::containsKey);
    if (text.isBlank()) {
      String fewestPages = Collections.min(pagesOfLine.values()).toString();
      String minPages = Integer.toString(limits.minPages());
      outputs
          .get(StageTags.DROPPED)
          .output(new Dropped(document, RemoveBoilerplate.STAGE, REASON, fewestPages, minPages));
      count(document, Fate.DROPPED, start);
    } else {
      Document rest = document.withText(text);
      outputs.get(StageTags.KEPT).output(rest);
      count(rest, Fate.KEPT, start);
    }
  }

  private void count(Document document, Fate fate, long startNanos) {
    counts()
        .add(
            new CountKey(
                RemoveBoilerplate.STAGE,
                fate,
                fate == Fate.DROPPED ? REASON : "",
                document.language()),
            new Tally(1, document.utf8().length(), 0, CpuTime.nanos() - startNanos));
  }
}
