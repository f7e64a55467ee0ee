package io.millrace.jobs.summary;

import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks the counts of a run. */
public final class StageCounts {
  private static final Comparator<CountKey> BY_LINE =
      Comparator.comparing(CountKey::fate)
          .thenComparing(CountKey::reason)
          .thenComparing(CountKey::language);

  private final Map<CountKey, Tally> tallies;
  private final SortedMap<String, Long> mostKeyBytes;

  /**
   * @param tallies the whole run's sums
   * @param mostKeyBytes by the name of a grouping, the most bytes that any of its keys received
   */
  public StageCounts(Map<CountKey, Tally> tallies, Map<String, Long> mostKeyBytes) {
    this.tallies = Map.copyOf(tallies);
    this.mostKeyBytes = new TreeMap<>(mostKeyBytes);
  }

  /** By the name of a grouping, the most bytes that any of its keys received. */
  public SortedMap<String, Long> mostKeyBytes() {
    return mostKeyBytes;
  }

  /** The sum over a stage's inputs of one fate. */
  public Tally total(String stage, Fate fate) {
    return sum(key -> key.stage().equals(stage) && key.fate() == fate);
  }

  /** The sum over all keys that match. */
  public Tally sum(Predicate<CountKey> matches) {
    return tallies.entrySet().stream()
        .filter(entry -> matches.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Tally.ZERO, Tally::plus);
  }

  /**
   * Sums by a part of the key, in the order of that part.
   *
   * @param matches which keys count
   * @param part such as {@code CountKey::language}
   */
  public SortedMap<String, Tally> by(Predicate<CountKey> matches, Function<CountKey, String> part) {
    SortedMap<String, Tally> sums = new TreeMap<>();
    tallies.forEach(
        (key, tally) -> {
          if (matches.test(key)) {
            sums.merge(part.apply(key), tally, Tally::plus);
          }
        });
    return sums;
  }

  /**
   * The counts of some stages as a table (RFC 4180), a line a stage, fate, reason and language.
   *
   * @param stages in the order of the lines
   */
  public String toCsv(List<String> stages) {
    StringBuilder csv = new StringBuilder("stage,fate,reason,language,documents,bytes,seconds\r\n");
    for (String stage : stages) {
      tallies.entrySet().stream()
          .filter(entry -> entry.getKey().stage().equals(stage))
          .sorted(Map.Entry.comparingByKey(BY_LINE))
          .forEach(entry -> appendLine(csv, entry.getKey(), entry.getValue()));
    }
    return csv.toString();
  }

  private static void appendLine(StringBuilder csv, CountKey key, Tally tally) {
    csv.append(
        String.format(
            Locale.ROOT,
            "%s,%s,%s,%s,%d,%d,%.3f\r\n",
            key.stage(),
            key.fate().name().toLowerCase(Locale.ROOT),
            key.reason(),
            key.language(),
            tally.documents(),
            tally.bytes(),
            tally.nanos() / 1e9));
  }
}
