package io.millrace.transforms.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.DeadLetter.PayloadType;
import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.io.document.LanguageScore;
import io.millrace.io.document.Utf8Text;
import io.millrace.transforms.stage.CountKey.Fate;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;

class CodersTest {
  private static final Document DOCUMENT =
      new Document(
          "id",
          "http://a.example/",
          "2026-01-02T03:04:05Z",
          null,
          "2025-12-31",
          Utf8Text.of("Würde 😀\nมนุษย์"),
          "deu_Latn",
          0.875,
          List.of(new LanguageScore("nld_Latn", 0.1)),
          "cluster",
          3,
          "a.warc.gz",
          1L << 40);

  @Test
  void everyRecordComesBackAndEqualRecordsHaveEqualBytes() throws Exception {
    check(DocumentCoder.of(), DOCUMENT);
    check(DroppedCoder.of(), new Dropped(DOCUMENT, "quality", "short", "3", "5"));
    check(CountKeyCoder.of(), new CountKey("quality", Fate.DROPPED, "short", "deu_Latn"));
    check(TallyCoder.of(), new Tally(1, 2, 3, 4));
  }

  @Test
  void deadLettersComeBack() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            "read", "a.warc", 7, "id", "bad", "", PayloadType.FRAGMENT, new byte[] {0, -1});

    CoderProperties.coderDecodeEncodeInContext(
        DeadLetterCoder.of(),
        Coder.Context.NESTED,
        letter,
        org.hamcrest.Matchers.any(DeadLetter.class));
    byte[] bytes =
        org.apache.beam.sdk.util.CoderUtils.encodeToByteArray(DeadLetterCoder.of(), letter);
    DeadLetter decoded =
        org.apache.beam.sdk.util.CoderUtils.decodeFromByteArray(DeadLetterCoder.of(), bytes);
    assertThat(decoded).usingRecursiveComparison().isEqualTo(letter);
  }

  private static <T> void check(Coder<T> coder, T value) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(coder, value);
    CoderProperties.coderDeterministic(coder, value, value);
    CoderProperties.coderConsistentWithEquals(coder, value, value);
  }
}
