package io.millrace.it.benchmark;

import io.millrace.io.document.DocumentId;
import io.millrace.io.manifest.CodeVersion;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.shard.ShardSchema;
import io.millrace.io.shard.ShardWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * Makes a curated data set of made-up documents in eight languages, of which each has about three
 * quarters of what the one before has. Texts are 1,000 to 2,000 bytes of words by Zipf's law (a
 * word of rank r occurs in proportion to 1/r). How to run it is in docs/benchmarks.md.
 *
 * <p>The same arguments give the same documents, and a larger number the same ones first, language
 * by language.
 */
public final class SyntheticDocuments {
  private static final int MIN_TEXT_BYTES = 1_000;
  private static final int MAX_TEXT_BYTES = 2_000;
  private static final int WORDS_OF_A_LANGUAGE = 200_000;
  private static final int WORDS_OF_A_LINE = 40;
  private static final int LETTERS = 20;
  private static final double SHARE_OF_THE_ONE_BEFORE = 0.75;
  private static final int DOCUMENTS_OF_A_FILE = 40_000;
  private static final int ROW_GROUP_ROWS = 1_000;

  private static final List<Language> LANGUAGES =
      List.of(
          new Language("eng_Latn", 'a'),
          new Language("rus_Cyrl", 'а'),
          new Language("deu_Latn", 'd'),
          new Language("ell_Grek", 'β'),
          new Language("hin_Deva", 'क'),
          new Language("hye_Armn", 'ա'),
          new Language("kat_Geor", 'ა'),
          new Language("swh_Latn", 'c'));

  /** A label and the first of the characters that its words are made of. */
  private record Language(String label, char firstLetter) {}

  private final Path folder;
  private final List<DataFile> files = new ArrayList<>();

  private SyntheticDocuments(Path folder) {
    this.folder = folder;
  }

  /**
   * @param args the folder to write, and how many documents
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("give FOLDER DOCUMENTS");
    }
    make(Path.of(args[0]), Integer.parseInt(args[1]));
  }

  /** Writes so many documents as {@code curate} would. */
  static void make(Path folder, int documents) throws IOException {
    SyntheticDocuments made = new SyntheticDocuments(folder);
    int left = documents;
    double share =
        (1 - SHARE_OF_THE_ONE_BEFORE) / (1 - Math.pow(SHARE_OF_THE_ONE_BEFORE, LANGUAGES.size()));
    for (Language language : LANGUAGES.subList(1, LANGUAGES.size())) {
      share *= SHARE_OF_THE_ONE_BEFORE;
      int count = (int) (documents * share);
      made.write(language, count);
      left -= count;
    }
    made.write(LANGUAGES.get(0), left);
    made.writeManifest(documents);
  }

  private void write(Language language, int documents) throws IOException {
    SplittableRandom random = new SplittableRandom(language.label().hashCode());
    String[] words = words(random, language.firstLetter());
    int shards = (documents + DOCUMENTS_OF_A_FILE - 1) / DOCUMENTS_OF_A_FILE;
    for (int shard = 0; shard < shards; shard++) {
      String path =
          String.format(
              Locale.ROOT,
              "documents/language=%s/part-%05d-of-%05d.parquet",
              language.label(),
              shard,
              shards);
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      ShardWriter writer =
          new ShardWriter(
              new BufferedOutputStream(Files.newOutputStream(file)),
              ShardSchema.DOCUMENT,
              ROW_GROUP_ROWS);
      try (writer) {
        int end = Math.min(documents, (shard + 1) * DOCUMENTS_OF_A_FILE);
        for (int document = shard * DOCUMENTS_OF_A_FILE; document < end; document++) {
          String url = "https://" + language.label() + ".example/" + document;
          writer.write(record(url, text(random, words), file.getFileName() + ".warc.gz", document));
        }
      }
      files.add(new DataFile(path, writer.rows(), 0, writer.bytes(), writer.sha256()));
    }
  }

  private static GenericRecord record(String url, String text, String warcFile, long offset) {
    String id = DocumentId.of(url, text.getBytes(StandardCharsets.UTF_8)).toString();
    return new GenericRecordBuilder(ShardSchema.DOCUMENT.avro())
        .set("id", id)
        .set("url", url)
        .set("date", null)
        .set("title", null)
        .set("published", null)
        .set("text", text)
        .set("language_score", 1.0)
        .set("language_alternatives", List.of())
        .set("cluster_id", id)
        .set("cluster_size", 1L)
        .set("warc_file", warcFile)
        .set("warc_offset", offset)
        .build();
  }

  private static String text(SplittableRandom random, String[] words) {
    int wanted = random.nextInt(MIN_TEXT_BYTES, MAX_TEXT_BYTES);
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    for (int count = 1; bytes < wanted; count++) {
      String word = words[zipf(random, words.length)];
      text.append(word).append(count % WORDS_OF_A_LINE == 0 ? '\n' : ' ');
      bytes += word.getBytes(StandardCharsets.UTF_8).length + 1;
    }
    return text.substring(0, text.length() - 1);
  }

  private static String[] words(SplittableRandom random, char firstLetter) {
    String[] words = new String[WORDS_OF_A_LANGUAGE];
    for (int rank = 0; rank < words.length; rank++) {
      StringBuilder word = new StringBuilder();
      for (int length = random.nextInt(2, 11); length > 0; length--) {
        word.append((char) (firstLetter + zipf(random, LETTERS)));
      }
      words[rank] = word.toString();
    }
    return words;
  }

  /** A rank from 0 to {@code ranks} − 1, each in proportion to the inverse of its successor. */
  private static int zipf(SplittableRandom random, int ranks) {
    return (int) Math.exp(random.nextDouble() * Math.log(ranks + 1.0)) - 1;
  }

  private void writeManifest(long documents) throws IOException {
    Manifest manifest =
        new Manifest(
            ShardSchema.FORMAT_VERSION,
            "documents",
            1,
            "synthetic",
            Instant.now().toString(),
            CodeVersion.current(),
            new TreeMap<>(),
            List.of(),
            null,
            new TreeMap<>(Map.of("documents", documents)),
            Map.of(),
            files);
    Files.writeString(folder.resolve(Manifest.FILE_NAME), manifest.toJson());
  }
}
