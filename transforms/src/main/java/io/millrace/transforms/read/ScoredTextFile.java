package io.millrace.transforms.read;

import io.millrace.transforms.language.LanguageTag;
import io.millrace.transforms.words.WordSegmenter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.io.FileSystems;

/** A file of texts with their languages and, where they are known, scores; see ReadScoredTexts. */
final class ScoredTextFile {
  private static final Pattern PLAIN = Pattern.compile("(?:.*/)?([^/]*?)\\.txt(\\.gz)?");
  private static final Pattern DROPPED = Pattern.compile("/dropped/stage=[^/]+/");

  private final String path;
  private final int passageTokens;

  /**
   * @param passageTokens fewest tokens of a passage that plain text is cut into
   */
  ScoredTextFile(String path, int passageTokens) {
    this.path = path;
    this.passageTokens = passageTokens;
  }

  /** The language that a plain text file's name gives, or null if the file is not plain text. */
  static String plainLanguage(String path) {
    Matcher name = PLAIN.matcher(path);
    return name.matches() ? name.group(1) : null;
  }

  /**
   * Reads all texts in order.
   *
   * @throws IOException if the file is damaged or lacks what is needed; the message names file and
   *     row or line
   */
  void forEach(Consumer<ScoredText> consumer) throws IOException {
    String language = plainLanguage(path);
    if (language == null) {
      new RecordFile(path).forEach((place, fields) -> record(place, fields, consumer));
    } else {
      try (BufferedReader lines = lines()) {
        cut(checked(path, language), lines, consumer);
      }
    }
  }

  private void record(String place, RecordFile.Fields fields, Consumer<ScoredText> consumer)
      throws IOException {
    String folder = LanguageFolder.of(path);
    String language = folder == null ? fields.get("language") : folder;
    boolean isDropped = DROPPED.matcher(path).find();
    if (isDropped && (language == null || language.isEmpty())) {
      // Dropped before its language was sought.
      return;
    }
    String text = fields.get("text");
    if (text == null) {
      throw new IOException(place + ": needs a text");
    }
    consumer.accept(
        new ScoredText(checked(place, language), score(place, fields, isDropped), text));
  }

  private static OptionalDouble score(String place, RecordFile.Fields fields, boolean isDropped)
      throws IOException {
    boolean droppedForIt = isDropped && "low_score".equals(fields.get("reason"));
    String score = fields.get(droppedForIt ? "value" : "language_score");
    if (score == null) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(score);
      if (value >= 0 && value <= 1) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      throw new IOException(place + ": the language's score is '" + score + "', no number", e);
    }
    throw new IOException(place + ": the language's score is " + score + "; want 0 to 1");
  }

  private static String checked(String place, String language) throws IOException {
    if (language == null || !LanguageTag.isTag(language)) {
      throw new IOException(
          place
              + ": needs a language of the form deu_Latn (ISO 639-3, ISO 15924), has "
              + (language == null ? "none" : "'" + language + "'"));
    }
    return language;
  }

  private BufferedReader lines() throws IOException {
    InputStream in =
        Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(path, false)));
    return new BufferedReader(
        new InputStreamReader(
            path.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
  }

  /** Cuts at line ends, as soon as a passage is long enough; what is left joins the last one. */
  private void cut(String language, BufferedReader lines, Consumer<ScoredText> consumer)
      throws IOException {
    WordSegmenter segmenter = new WordSegmenter();
    StringBuilder held = new StringBuilder();
    StringBuilder passage = new StringBuilder();
    int tokens = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        passage.append(passage.isEmpty() ? "" : "\n").append(line);
        tokens += segmenter.segment(line).size();
      }
      if (tokens >= passageTokens) {
        give(language, held, consumer);
        held.append(passage);
        passage.setLength(0);
        tokens = 0;
      }
    }
    held.append(held.isEmpty() || passage.isEmpty() ? "" : "\n").append(passage);
    give(language, held, consumer);
  }

  private static void give(String language, StringBuilder text, Consumer<ScoredText> consumer) {
    if (!text.isEmpty()) {
      consumer.accept(new ScoredText(language, OptionalDouble.empty(), text.toString()));
      text.setLength(0);
    }
  }
}
