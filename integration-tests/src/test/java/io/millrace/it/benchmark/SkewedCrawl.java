package io.millrace.it.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.jsoup.Jsoup;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/**
 * Makes a crawl that is uneven in every way: many files of one page and a single large file, nine
 * of ten pages in English, and one of ten a near-copy of the same text. Words are those of the
 * sample crawl's declarations, drawn evenly. How to run it is in docs/benchmarks.md.
 *
 * <p>The same arguments give the same bytes.
 */
public final class SkewedCrawl {
  private static final String DECLARATIONS = "http://rights.example.org/read/";
  private static final String HOT_LANGUAGE = "eng";
  private static final List<String> OTHER_LANGUAGES =
      List.of("bul", "ces", "dan", "hrv", "nld", "rus", "spa", "swh", "tur", "vie");
  private static final double SHARE_OF_THE_HOT_LANGUAGE = 0.9;
  private static final double SHARE_OF_NEAR_COPIES = 0.1;

  private static final int FILES_OF_A_FOLDER = 1_000;
  private static final int PARAGRAPHS = 8;
  private static final int SENTENCES_OF_A_PARAGRAPH = 4;
  private static final int WORDS_OF_A_SENTENCE = 12;

  private final Map<String, String[]> vocabularies;
  private final String[] copied;

  private SkewedCrawl(Map<String, String[]> vocabularies) {
    this.vocabularies = vocabularies;
    this.copied = words(new SplittableRandom(0), HOT_LANGUAGE);
  }

  /**
   * @param args the sample crawl, the folder to write, how many files of one page, and how many
   *     pages the large file has
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      throw new IllegalArgumentException("give CRAWL.warc.gz FOLDER FILES LARGE_FILE_PAGES");
    }
    SkewedCrawl crawl = new SkewedCrawl(vocabularies(Path.of(args[0])));
    Path folder = Path.of(args[1]);
    int files = Integer.parseInt(args[2]);
    crawl.writeSmall(folder.resolve("small"), files);
    crawl.writeLarge(folder.resolve("large.warc.gz"), files, Integer.parseInt(args[3]));
  }

  private static Map<String, String[]> vocabularies(Path crawl) throws IOException {
    Map<String, String[]> vocabularies = new LinkedHashMap<>();
    try (WarcReader reader = new WarcReader(crawl)) {
      for (WarcRecord record : reader) {
        if (record instanceof WarcResponse response) {
          String language =
              response.target().replace(DECLARATIONS, "").replaceFirst("\\.html$", "");
          if (language.equals(HOT_LANGUAGE) || OTHER_LANGUAGES.contains(language)) {
            String html = new String(response.http().body().stream().readAllBytes(), UTF_8);
            vocabularies.put(
                language,
                Jsoup.parse(html)
                    .body()
                    .text()
                    .toLowerCase(Locale.ROOT)
                    .split("[^\\p{L}\\p{M}]+", -1));
          }
        }
      }
    }
    if (vocabularies.size() != 1 + OTHER_LANGUAGES.size()) {
      throw new IOException(crawl + " has declarations in " + vocabularies.keySet() + " only");
    }
    return vocabularies;
  }

  private void writeSmall(Path folder, int files) throws IOException {
    for (int page = 0; page < files; page++) {
      Path file =
          folder.resolve(
              String.format(Locale.ROOT, "%03d/%06d.warc.gz", page / FILES_OF_A_FOLDER, page));
      if (page % FILES_OF_A_FOLDER == 0) {
        Files.createDirectories(file.getParent());
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        write(page, out);
      }
    }
  }

  private void writeLarge(Path file, int firstPage, int pages) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int page = firstPage; page < firstPage + pages; page++) {
        write(page, out);
      }
    }
  }

  /** Writes a page as a record that is a gzip member. */
  private void write(int page, OutputStream out) throws IOException {
    SplittableRandom random = new SplittableRandom(page);
    String html = html(random);
    byte[] http =
        ("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html)
            .getBytes(UTF_8);
    String head =
        String.format(
            Locale.ROOT,
            "WARC/1.0\r\nWARC-Type: response\r\n"
                + "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
                + "WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: https://site%d.example/%d\r\n"
                + "Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n",
            page,
            page % FILES_OF_A_FOLDER,
            page,
            http.length);
    GZIPOutputStream member = new GZIPOutputStream(out);
    member.write(head.getBytes(US_ASCII));
    member.write(http);
    member.write("\r\n\r\n".getBytes(US_ASCII));
    member.finish();
  }

  private String html(SplittableRandom random) {
    String[] words;
    double draw = random.nextDouble();
    if (draw < SHARE_OF_NEAR_COPIES) {
      words = copied.clone();
      String[] vocabulary = vocabularies.get(HOT_LANGUAGE);
      words[random.nextInt(words.length)] = vocabulary[random.nextInt(vocabulary.length)];
    } else if (draw < SHARE_OF_THE_HOT_LANGUAGE) {
      words = words(random, HOT_LANGUAGE);
    } else {
      words = words(random, OTHER_LANGUAGES.get(random.nextInt(OTHER_LANGUAGES.size())));
    }
    StringBuilder html = new StringBuilder("<!DOCTYPE html><title>A page</title><body>");
    for (int word = 0; word < words.length; word++) {
      int inSentence = word % WORDS_OF_A_SENTENCE;
      html.append(word % (SENTENCES_OF_A_PARAGRAPH * WORDS_OF_A_SENTENCE) == 0 ? "\n<p>" : " ")
          .append(inSentence == 0 ? capitalized(words[word]) : words[word])
          .append(inSentence == WORDS_OF_A_SENTENCE - 1 ? "." : "");
    }
    return html.append("\n").toString();
  }

  private static String capitalized(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private String[] words(SplittableRandom random, String language) {
    String[] vocabulary = vocabularies.get(language);
    String[] words = new String[PARAGRAPHS * SENTENCES_OF_A_PARAGRAPH * WORDS_OF_A_SENTENCE];
    for (int i = 0; i < words.length; i++) {
      words[i] = vocabulary[random.nextInt(vocabulary.length)];
    }
    return words;
  }
}
