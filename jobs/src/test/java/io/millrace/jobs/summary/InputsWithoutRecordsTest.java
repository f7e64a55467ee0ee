package io.millrace.jobs.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InputsWithoutRecordsTest {
  private static final RunContext RUN =
      new RunContext("curate", "run-1", 1, "out", 0, new TreeMap<>(), List.of(), 1);

  private final Map<CountKey, Tally> tallies = new HashMap<>();

  @Test
  void filesWithoutAnIntactRecordAreNamedInOrder() {
    count("good.warc", 3, 1);
    count("z.jpg", 0, 0);
    count("damaged.warc", 0, 2);

    assertThat(inputs().paths()).containsExactly("damaged.warc", "z.jpg");
    assertThatCode(() -> inputs().check(RUN)).doesNotThrowAnyException();
  }

  @Test
  void damagedRecordsAreNoReasonToFail() {
    count("a.jpg", 0, 0);
    count("damaged.warc", 0, 1);

    assertThatCode(() -> inputs().check(RUN)).doesNotThrowAnyException();
  }

  @Test
  void nothingThatStartsLikeARecordIsAFailureThatNamesTheFirstFiles() {
    for (String file : List.of("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg")) {
      count(file, 0, 0);
    }

    assertThatThrownBy(() -> inputs().check(RUN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.jpg, b.jpg, c.jpg and 2 more")
        .hasMessageContaining("out/.staging-run-1");
  }

  @Test
  void aRunThatReadsNoCapturesHasNone() {
    assertThat(inputs().paths()).isEmpty();
    assertThatCode(() -> inputs().check(RUN)).doesNotThrowAnyException();
  }

  private void count(String file, long intact, long damaged) {
    tallies.put(
        new CountKey(ReadCaptures.FILE_RECORDS, Fate.KEPT, file, ""), new Tally(intact, 0, 0, 0));
    tallies.put(
        new CountKey(ReadCaptures.FILE_DAMAGE, Fate.KEPT, file, ""), new Tally(damaged, 0, 0, 0));
  }

  private InputsWithoutRecords inputs() {
    return InputsWithoutRecords.of(new StageCounts(tallies, Map.of()));
  }
}
