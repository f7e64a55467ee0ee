package io.millrace.jobs.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.manifest.TokenizerInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetCardTest {
  private static final DataFile GERMAN = file("documents/language=deu_Latn/part-0.parquet", 900);
  private static final DataFile MORE_GERMAN =
      file("documents/language=deu_Latn/g2-part-0.parquet", 80);
  private static final DataFile NORWEGIAN = file("documents/language=nob_Latn/part-0.parquet", 30);
  private static final DataFile UNKNOWN = file("documents/language=und_Zzzz/part-0.parquet", 70);
  private static final DataFile DROPPED = file("dropped/stage=quality/part-0.parquet", 5);

  @Test
  void documentsHaveAConfigurationALanguage() throws Exception {
    JsonNode header = header(documents(1, GERMAN, NORWEGIAN, UNKNOWN, DROPPED));

    assertThat(header.toString())
        .isEqualTo(
            """
            {"language":["deu","nob"],"size_categories":["1K<n<10K"],"task_categories":["text-generation"],\
            "configs":[\
            {"config_name":"deu_Latn","data_files":[{"split":"train","path":"documents/language=deu_Latn/*.parquet"}]},\
            {"config_name":"nob_Latn","data_files":[{"split":"train","path":"documents/language=nob_Latn/*.parquet"}]},\
            {"config_name":"und_Zzzz","data_files":[{"split":"train","path":"documents/language=und_Zzzz/*.parquet"}]}]}""");
  }

  @Test
  void aLaterGenerationNamesItsFilesForOthersMayLieBesideThem() throws Exception {
    JsonNode header = header(documents(2, MORE_GERMAN, GERMAN));

    assertThat(header.at("/configs/0/data_files/0/path").toString())
        .isEqualTo("[\"" + MORE_GERMAN.path() + "\",\"" + GERMAN.path() + "\"]");
  }

  @Test
  void shardsAreOneConfigurationWithTheSplitsThatHaveFiles() throws Exception {
    DataFile train = file("train/phase-0-part-0.parquet", 10);
    DataFile validation = file("validation/part-0.parquet", 2);

    assertThat(header(shards(train, validation)).path("configs").toString())
        .isEqualTo(
            "[{\"config_name\":\"default\",\"data_files\":[{\"split\":\"train\",\"path\":\"train/*.parquet\"},{\"split\":\"validation\",\"path\":\"validation/*.parquet\"}]}]");
    assertThat(header(shards(train)).at("/configs/0/data_files")).hasSize(1);
  }

  @Test
  void theBodyTellsCountsAndOptionsButNoFolderAndNoTime() {
    String card = DatasetCard.of(documents(1, GERMAN, NORWEGIAN)).orElseThrow();

    assertThat(card)
        .contains("930 documents in 2 languages")
        .contains("| `deu_Latn` | 900 | 9,000 |")
        .contains("from 1 input files")
        .contains("    languageModel=lid.bin\n", "    knownSignatures=[old, older]\n")
        .contains("    minWords=50\n")
        .doesNotContain("/crawl/", "/models", "2026-", "run-7", ".modified");
  }

  @Test
  void theCitationIsWhatSha256sumGives() {
    String card = DatasetCard.of(documents(1, GERMAN)).orElseThrow();

    // printf '%064d  documents/language=deu_Latn/part-0.parquet\n' 900 | sha256sum
    assertThat(card)
        .contains("    780b1a30e4b4b4b9053a96b466993708261630b33bd8c33b00c8fbddd3639642\n");
  }

  @Test
  void aCardWithoutRowsReplacesThatOfEarlierOnes() throws Exception {
    for (Manifest empty : List.of(documents(1, DROPPED), shards())) {
      assertThat(header(empty).has("configs")).isFalse();
      assertThat(DatasetCard.of(empty).orElseThrow()).contains("\n0 ");
    }
  }

  @Test
  void otherKindsHaveNoCard() {
    assertThat(DatasetCard.of(manifest("profiles", 1, null, Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,n<1K",
    "999,n<1K",
    "1000,1K<n<10K",
    "9999,1K<n<10K",
    "10000,10K<n<100K",
    "999999999999,100B<n<1T",
    "1000000000000,n>1T"
  })
  void sizesAreNamedAsTheHubNamesThem(long rows, String size) {
    assertThat(CardHeader.size(rows)).isEqualTo(size);
  }

  private static JsonNode header(Manifest manifest) throws Exception {
    String card = DatasetCard.of(manifest).orElseThrow();
    assertThat(card).startsWith("---\n");
    return new YAMLMapper().readTree(card.substring(4, card.indexOf("\n---\n")));
  }

  private static Manifest documents(int generation, DataFile... files) {
    return manifest("documents", generation, null, Map.of(), files);
  }

  private static Manifest shards(DataFile... files) {
    JsonNode languages =
        new ObjectMapper()
            .valueToTree(
                Map.of("deu_Latn", Map.of("documents", 9, "achieved_tokens", 99, "epochs", 2.5)));
    return manifest(
        "shards",
        1,
        new TokenizerInfo("bytes", 257, 256, "00"),
        Map.of("languages", languages),
        files);
  }

  private static Manifest manifest(
      String kind,
      int generation,
      TokenizerInfo tokenizer,
      Map<String, JsonNode> details,
      DataFile... files) {
    return new Manifest(
        1,
        kind,
        generation,
        "run-7",
        "2026-01-02T03:04:05Z",
        "1.0",
        new TreeMap<>(
            Map.of(
                "minWords", "50",
                "languageModel", "/models/lid.bin",
                "languageModel.modified", "2026-01-01T00:00:00Z",
                "knownSignatures", "[/crawl/old, s3://bucket/crawl/older]")),
        List.of(new InputFile("/crawl/a.warc.gz", 7, "2026-01-01T00:00:00Z")),
        tokenizer,
        new TreeMap<>(),
        details,
        List.of(files));
  }

  private static DataFile file(String path, long rows) {
    return new DataFile(path, rows, 10 * rows, 10 * rows, String.format("%064d", rows));
  }
}
