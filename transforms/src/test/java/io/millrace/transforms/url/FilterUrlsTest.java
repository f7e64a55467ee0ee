package io.millrace.transforms.url;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.DocumentId;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.RawBytes;
import io.millrace.transforms.read.CaptureCoder;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.StageTags;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class FilterUrlsTest {
  private static final Blocked BLOCKED = new Blocked("blocked_host", "b.example", "");

  @Test
  void keptBlockedAndFailedAddressesComeOutApartAndAreCounted() {
    Capture fine = capture("http://a.example/");
    Capture blocked = capture("http://b.example/");
    Capture poison = capture("http://poison.example/");
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

    PCollectionTuple outputs =
        pipeline
            .apply(Create.of(fine, blocked, poison).withCoder(CaptureCoder.of()))
            .apply(new FilterUrls(FilterUrlsTest::check));

    PAssert.that(outputs.get(FilterUrls.CAPTURES)).containsInAnyOrder(fine);
    PAssert.thatSingleton(outputs.get(StageTags.DROPPED))
        .satisfies(
            dropped -> {
              assertThat(dropped.document().url()).isEqualTo("http://b.example/");
              assertThat(dropped.stage()).isEqualTo("url");
              assertThat(dropped.reason()).isEqualTo("blocked_host");
              return null;
            });
    PAssert.thatSingleton(outputs.get(StageTags.DEAD_LETTERS))
        .satisfies(
            letter -> {
              assertThat(letter.stage()).isEqualTo("url");
              assertThat(letter.source()).isEqualTo("/crawl/x.warc");
              assertThat(letter.offset()).isEqualTo(7);
              assertThat(letter.reason()).contains("cannot bear it");
              return null;
            });
    PAssert.that(outputs.get(StageTags.COUNTS))
        .satisfies(
            counts -> {
              Map<CountKey, Long> captures = new HashMap<>();
              counts.forEach(
                  count -> {
                    captures.merge(count.getKey(), count.getValue().documents(), Long::sum);
                    assertThat(count.getValue().bytes()).isEqualTo("<p>Text.".length());
                  });
              assertThat(captures)
                  .isEqualTo(
                      Map.of(
                          new CountKey("url", Fate.KEPT, "", ""), 1L,
                          new CountKey("url", Fate.DROPPED, "blocked_host", ""), 1L,
                          new CountKey("url", Fate.DEAD_LETTERED, "", ""), 1L));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static Optional<Blocked> check(String url) {
    if (url.contains("poison")) {
      throw new IllegalStateException("cannot bear it");
    }
    return url.contains("b.example") ? Optional.of(BLOCKED) : Optional.empty();
  }

  private static Capture capture(String url) {
    byte[] body = "<p>Text.".getBytes(StandardCharsets.UTF_8);
    return new Capture(
        Capture.Kind.HTML,
        DocumentId.of(url, body),
        url,
        "2026-01-01T00:00:00Z",
        "text/html",
        List.of(),
        RawBytes.of(body),
        "/crawl/x.warc",
        7);
  }
}
