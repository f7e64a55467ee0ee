package io.millrace.transforms.dedup;

import static io.millrace.transforms.dedup.DedupFixture.create;
import static io.millrace.transforms.dedup.DedupFixture.document;
import static io.millrace.transforms.dedup.DedupFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.Document;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Measurement;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class RemoveExactDuplicatesTest {
  private static final String URL = "https://example.org/page";

  @Test
  void keepsTheLongestOfEqualTexts() {
    expect(
        List.of(document(1, "Same text"), document(2, "Same  text!"), document(3, "same text")),
        List.of(id(2) + " of 3 in " + id(1)),
        List.of(
            "exact_duplicate " + id(1) + " by " + id(2),
            "exact_duplicate " + id(3) + " by " + id(2)));
  }

  @Test
  void keepsTheLatestCaptureOfAnAddress() {
    expect(
        List.of(
            document(1, URL, "2024-01-01T00:00:00Z", "Monday"),
            document(2, URL, "2024-01-03T00:00:00Z", "Wednesday"),
            document(3, URL, null, "Unknown")),
        List.of(id(2) + " of 1 in " + id(2)),
        List.of("same_url " + id(1) + " by " + id(2), "same_url " + id(3) + " by " + id(2)));
  }

  @Test
  void aTextIsNotLostWithAnAddressThatHasANewerOne() {
    // 1 and 2 share a text, but 1 is outdated: 2 must stay.
    expect(
        List.of(
            document(1, URL, "2024-01-01T00:00:00Z", "the longer old text of the two!"),
            document(
                2,
                "https://example.org/b",
                "2024-01-01T00:00:00Z",
                "The longer old text of the two"),
            document(3, URL, "2024-01-02T00:00:00Z", "A new text")),
        List.of(id(2) + " of 1 in " + id(2), id(3) + " of 1 in " + id(3)),
        List.of("same_url " + id(1) + " by " + id(3)));
  }

  @Test
  void countsUnchangedRecapturesIntoTheCluster() {
    expect(
        List.of(
            document(1, URL, "2024-01-01T00:00:00Z", "Unchanged"),
            document(2, URL, "2024-01-02T00:00:00Z", "Unchanged")),
        List.of(id(1) + " of 2 in " + id(1)),
        List.of("exact_duplicate " + id(2) + " by " + id(1)));
  }

  @Test
  void identicalCapturesAreDecidedByTheirPlaceInTheFiles() {
    Document first = Document.extracted(id(1), URL, null, "Same", "a.warc.gz", 9);
    Document second = Document.extracted(id(1), URL, null, "Same", "b.warc.gz", 5);
    Pipeline pipeline = DedupFixture.pipeline();
    PCollectionTuple outputs = create(pipeline, List.of(second, first)).apply(remove());

    PAssert.that(outputs.get(StageTags.KEPT)).containsInAnyOrder(first.withCluster(id(1), 2));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aRecordReadTwiceIsOneMember() {
    Document document = document(1, "Read twice");
    Pipeline pipeline = DedupFixture.pipeline();
    PCollectionTuple outputs = create(pipeline, List.of(document, document)).apply(remove());

    PAssert.that(outputs.get(StageTags.KEPT)).containsInAnyOrder(document.withCluster(id(1), 1));
    PAssert.thatSingleton(
            outputs
                .get(StageTags.DROPPED)
                .apply(MapElements.into(TypeDescriptors.strings()).via(d -> d.reason())))
        .isEqualTo("exact_duplicate");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void languagesDoNotMeet() {
    Document german =
        document(2, URL, "2024-01-01T00:00:00Z", "Taxi").withLanguage("deu_Latn", 1, List.of());
    expect(
        List.of(document(1, URL, "2024-01-02T00:00:00Z", "Taxi"), german),
        List.of(id(1) + " of 1 in " + id(1), id(2) + " of 1 in " + id(2)),
        List.of());
  }

  @Test
  void textsOfSignsAloneAreOnlyEqualToThemselves() {
    expect(
        List.of(document(1, "!?"), document(2, "..."), document(3, "!?")),
        List.of(id(1) + " of 2 in " + id(1), id(2) + " of 1 in " + id(2)),
        List.of("exact_duplicate " + id(3) + " by " + id(1)));
  }

  @Test
  void theRepresentativeIsChosenByTheOrderGiven() {
    List<Document> documents =
        List.of(
            document(1, "https://example.org/1", "2024-01-02T00:00:00Z", "Text"),
            document(2, "https://example.org/2", "2024-01-03T00:00:00Z", "Text."),
            document(3, "https://example.org/3", "2024-01-01T00:00:00Z", "Text!"));
    assertThat(representative(RepresentativeOrder.LONGEST, documents)).isEqualTo(2);
    assertThat(representative(RepresentativeOrder.SHORTEST, documents)).isEqualTo(1);
    assertThat(representative(RepresentativeOrder.LATEST, documents)).isEqualTo(2);
    assertThat(representative(RepresentativeOrder.EARLIEST, documents)).isEqualTo(3);
  }

  @Test
  void countsWhatBecameOfTheDocumentsByLanguage() {
    Pipeline pipeline = DedupFixture.pipeline();
    PCollectionTuple outputs =
        create(pipeline, List.of(document(1, "Text"), document(2, "Text"))).apply(remove());

    PAssert.that(outputs.get(StageTags.COUNTS))
        .satisfies(
            counts -> {
              Tally kept = Tally.ZERO;
              Tally dropped = Tally.ZERO;
              Tally clustersOfTwo = Tally.ZERO;
              for (KV<CountKey, Tally> count : counts) {
                CountKey key = count.getKey();
                if (key.equals(Measurement.CLUSTER_SIZES.key(Fate.KEPT, "2", ""))) {
                  clustersOfTwo = clustersOfTwo.plus(count.getValue());
                } else if (key.fate() == Fate.KEPT) {
                  assertThat(key).isEqualTo(new CountKey("dedup", Fate.KEPT, "", "eng_Latn"));
                  kept = kept.plus(count.getValue());
                } else {
                  assertThat(key)
                      .isEqualTo(
                          new CountKey("dedup", Fate.DROPPED, "exact_duplicate", "eng_Latn"));
                  dropped = dropped.plus(count.getValue());
                }
              }
              assertThat(kept.documents()).isOne();
              assertThat(kept.bytes()).isEqualTo(4);
              assertThat(dropped.documents()).isOne();
              assertThat(clustersOfTwo.documents()).isOne();
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void anIdThatIsNoHashMakesADeadLetter() {
    Document document = Document.extracted("no hash", URL, null, "Text", "a.warc.gz", 7);
    Pipeline pipeline = DedupFixture.pipeline();
    PCollectionTuple outputs = create(pipeline, List.of(document)).apply(remove());

    PAssert.that(outputs.get(StageTags.KEPT)).empty();
    PAssert.that(outputs.get(StageTags.DEAD_LETTERS))
        .satisfies(
            letters -> {
              DeadLetter letter = letters.iterator().next();
              assertThat(letter.source()).isEqualTo("a.warc.gz");
              assertThat(letter.offset()).isEqualTo(7);
              assertThat(letter.reason()).contains("32 hexadecimal digits, not 'no hash'");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static RemoveDuplicates remove() {
    return RemoveDuplicates.create();
  }

  private static int representative(RepresentativeOrder order, List<Document> documents) {
    return documents.stream()
        .map(document -> Fingerprint.of(document, null).capture())
        .reduce(order::best)
        .map(capture -> Math.toIntExact(capture.id().high()))
        .orElseThrow();
  }

  private static void expect(List<Document> documents, List<String> kept, List<String> dropped) {
    Pipeline pipeline = DedupFixture.pipeline();
    PCollectionTuple outputs = create(pipeline, documents).apply(remove());
    PAssert.that(
            outputs
                .get(StageTags.KEPT)
                .apply(
                    "PrintKept",
                    MapElements.into(TypeDescriptors.strings())
                        .via(d -> d.id() + " of " + d.clusterSize() + " in " + d.clusterId())))
        .containsInAnyOrder(kept);
    PAssert.that(
            outputs
                .get(StageTags.DROPPED)
                .apply(
                    "PrintDropped",
                    MapElements.into(TypeDescriptors.strings())
                        .via(d -> d.reason() + " " + d.document().id() + " by " + d.value())))
        .containsInAnyOrder(dropped);
    pipeline.run().waitUntilFinish();
  }
}
