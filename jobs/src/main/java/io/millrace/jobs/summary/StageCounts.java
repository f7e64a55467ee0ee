package io.millrace.jobs.summary;

import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks the counts of a run. */
public final class StageCounts {
  private final Map<CountKey, Tally> tallies;

  /**
   * @param tallies the whole run's sums
   */
  public StageCounts(Map<CountKey, Tally> tallies) {
    this.tallies = Map.copyOf(tallies);
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
}
