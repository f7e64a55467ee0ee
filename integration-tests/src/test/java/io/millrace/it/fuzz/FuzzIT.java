package io.millrace.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.fuzz.FuzzTarget.Outcome;
import io.millrace.ui.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100,000 damaged inputs for everything that reads what others made: no error but the documented
 * ones, no hang, and none but a sound file read as one. {@code -Dmillrace.fuzzSeed} draws others.
 */
class FuzzIT {
  private static final long SEED = Long.getLong("millrace.fuzzSeed", 6);

  /** A hang by the standard of somebody who waits. */
  private static final int MAX_SECONDS = 5;

  /** Of a fault's trace. */
  private static final int MAX_FRAMES = 3;

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path CRAWL = ROOT.resolve("samples/crawl.warc.gz");
  private static final Path MODELS = ROOT.resolve("transforms/src/test/resources/fasttext");
  private static final Path PROFILE =
      ROOT.resolve("transforms/src/main/resources/io/millrace/transforms/quality/Latn.yml");

  private static final Map<String, Map<Outcome, Integer>> OUTCOMES = new LinkedHashMap<>();

  @TempDir private Path folder;

  @AfterAll
  static void report() {
    Table table = new Table("read", "inputs", "accepted", "refused", "accepted, percent");
    OUTCOMES.forEach(
        (title, counts) -> {
          int accepted = counts.getOrDefault(Outcome.ACCEPTED, 0);
          int refused = counts.getOrDefault(Outcome.REFUSED, 0);
          int inputs = Math.max(1, accepted + refused);
          table.row(title, inputs, accepted, refused, 100L * accepted / inputs);
        });
    System.out.println(table);
  }

  @Test
  void warcRecordsDamagedAsTheyAreStored() throws Exception {
    fuzz(new WarcTarget(CRAWL, false), 20_000);
  }

  @Test
  void warcRecordsCompressedAfterTheDamage() throws Exception {
    Map<Outcome, Integer> outcomes = fuzz(new WarcTarget(CRAWL, true), 20_000);

    assertThat(outcomes.get(Outcome.ACCEPTED))
        .as("records that got past the headers")
        .isGreaterThan(20_000 / 5);
  }

  @Test
  void pagesOfDamagedEncodings() throws Exception {
    fuzz(new PageTarget(CRAWL, false), 15_000);
  }

  @Test
  void pagesOfDamagedMarkup() throws Exception {
    Map<Outcome, Integer> outcomes = fuzz(new PageTarget(CRAWL, true), 15_000);

    assertThat(outcomes.getOrDefault(Outcome.REFUSED, 0))
        .as("pages that the HTML parser fails on")
        .isLessThan(15_000 / 1_000);
  }

  @Test
  void fastTextModels() throws Exception {
    try (Stream<Path> files = Files.list(MODELS)) {
      List<Path> models =
          files
              .filter(file -> file.toString().endsWith(".bin") || file.toString().endsWith(".ftz"))
              .sorted()
              .toList();
      fuzz(new FastTextTarget(models), 10_000);
    }
  }

  @Test
  void parquetShards() throws Exception {
    fuzz(new ParquetTarget(), 10_000);
  }

  @Test
  void profiles() throws Exception {
    fuzz(new ProfileTarget(PROFILE), 10_000);
  }

  private Map<Outcome, Integer> fuzz(FuzzTarget target, int inputs) throws IOException {
    ExecutorService reader = Executors.newSingleThreadExecutor(FuzzIT::daemon);
    try {
      return fuzz(target, inputs, reader);
    } finally {
      reader.shutdownNow();
    }
  }

  /** A thread that hangs must not hold up the end. */
  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "fuzz-reader");
    thread.setDaemon(true);
    return thread;
  }

  private Map<Outcome, Integer> fuzz(FuzzTarget target, int inputs, ExecutorService reader)
      throws IOException {
    Path file = folder.resolve(target.fileName());
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < inputs && faults.size() < 10; i++) {
      // A model that is mapped must not be cut off under its reader: each input is a new file.
      Files.deleteIfExists(file);
      Files.write(file, target.mutant(new Random(SEED * inputs + i)));
      try {
        Outcome outcome = reader.submit(() -> target.read(file)).get(MAX_SECONDS, TimeUnit.SECONDS);
        outcomes.merge(outcome, 1, Integer::sum);
      } catch (ExecutionException e) {
        faults.add("input " + i + ": " + e.getCause() + at(e.getCause()));
      } catch (TimeoutException e) {
        faults.add("input " + i + ": hangs");
        break;
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted while fuzzing", e);
      }
    }
    OUTCOMES.put(target.title(), outcomes);
    assertThat(faults).as("%s, seed %d", target.title(), SEED).isEmpty();
    return outcomes;
  }

  /** Where it was thrown, outside of Java's own classes. */
  private static String at(Throwable fault) {
    return Arrays.stream(fault.getStackTrace())
        .filter(frame -> !frame.getClassName().startsWith("java."))
        .filter(frame -> !frame.getClassName().startsWith("jdk."))
        .limit(MAX_FRAMES)
        .map(frame -> " at " + frame)
        .collect(Collectors.joining());
  }
}
