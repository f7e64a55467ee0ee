package io.millrace.transforms.extract.evaluate;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How many snippets of main content, and how many of its surroundings, occur in extracted text. A
 * snippet occurs if the text contains it once blanks of any kind and number are one space in both
 * and soft hyphens, which nobody sees, are gone from both.
 *
 * @param withHits snippets of main content found
 * @param with snippets of main content
 * @param withoutHits snippets of surroundings found
 */
public record SnippetScore(int withHits, int with, int withoutHits) {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /** Nothing found, nothing sought. */
  public static final SnippetScore NONE = new SnippetScore(0, 0, 0);

  /**
   * The score of one page's text.
   *
   * @param page the page's snippets
   * @param text what was extracted from it
   */
  public static SnippetScore of(AnnotatedPage page, String text) {
    String normalized = normalize(text);
    return new SnippetScore(
        hits(page.with(), normalized), page.with().size(), hits(page.without(), normalized));
  }

  private static int hits(List<String> snippets, String text) {
    return (int) snippets.stream().filter(snippet -> text.contains(normalize(snippet))).count();
  }

  /** The text as it is compared. */
  public static String normalize(String text) {
    return BLANKS.matcher(text.replace("\u00AD", "")).replaceAll(" ").strip();
  }

  /** The counts of two scores together. */
  public SnippetScore plus(SnippetScore other) {
    return new SnippetScore(
        withHits + other.withHits, with + other.with, withoutHits + other.withoutHits);
  }

  /** Main-content hits by all hits, 0 to 1; 0 if there are none. */
  public double precision() {
    int hits = withHits + withoutHits;
    return hits == 0 ? 0 : (double) withHits / hits;
  }

  /** Main-content hits by main-content snippets, 0 to 1; 0 if there are none. */
  public double recall() {
    return with == 0 ? 0 : (double) withHits / with;
  }

  /** Harmonic mean of precision and recall, 0 to 1. */
  public double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }
}
