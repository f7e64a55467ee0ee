package io.millrace.transforms.dedup;

import io.millrace.io.document.Document;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.stage.DocumentCoder;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;

/** Documents to deduplicate. */
final class DedupFixture {
  private DedupFixture() {}

  static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=2").create());
  }

  /** An id whose order is that of {@code number}. */
  static String id(int number) {
    return new Hash128(number, 0).toString();
  }

  static Document document(int id, String url, String date, String text) {
    return Document.extracted(id(id), url, date, text, "crawl.warc.gz", id)
        .withLanguage("eng_Latn", 1, List.of());
  }

  static Document document(int id, String text) {
    return document(id, "https://example.org/" + id, "2024-01-01T00:00:00Z", text);
  }

  static PCollection<Document> create(Pipeline pipeline, List<Document> documents) {
    return pipeline.apply(Create.of(documents).withCoder(DocumentCoder.of()));
  }
}
