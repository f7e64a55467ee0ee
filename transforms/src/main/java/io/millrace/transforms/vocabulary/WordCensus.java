package io.millrace.transforms.vocabulary;

import java.util.NavigableMap;
import java.util.TreeMap;

/** How many words of a language occur how often, and how much of its text they make up. */
public final class WordCensus {
  private final NavigableMap<Long, Row> rowOfCount = new TreeMap<>();

  /**
   * The words that occur equally often.
   *
   * @param words how many there are
   * @param bytes of text that all their occurrences make up
   */
  public record Row(long words, long bytes) {
    Row plus(Row other) {
      return new Row(words + other.words, bytes + other.bytes);
    }
  }

  /** Adds words that occur {@code count} times each. */
  public WordCensus add(long count, Row row) {
    rowOfCount.merge(count, row, Row::plus);
    return this;
  }

  /** Adds all that {@code other} knows. */
  public WordCensus add(WordCensus other) {
    other.rowOfCount.forEach(this::add);
    return this;
  }

  /** All words together. */
  public Row total() {
    return rowOfCount.values().stream().reduce(new Row(0, 0), Row::plus);
  }

  /** The same rows, the most frequent words first. */
  NavigableMap<Long, Row> descending() {
    return rowOfCount.descendingMap();
  }
}
