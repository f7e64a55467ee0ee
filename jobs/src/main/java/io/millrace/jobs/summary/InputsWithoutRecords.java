package io.millrace.jobs.summary;

import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.stage.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The files of a crawl of which no record could be read: empty, damaged throughout, or no WARC
 * files at all.
 *
 * @param paths those files, in order
 * @param isAnythingARecord whether anything that was read starts like a record, intact or not
 */
record InputsWithoutRecords(List<String> paths, boolean isAnythingARecord) {
  private static final int MAX_NAMED = 3;

  /** What the counts of {@link ReadCaptures} tell; of a run that reads no captures, nothing. */
  static InputsWithoutRecords of(StageCounts counts) {
    SortedMap<String, Tally> intact = byFile(ReadCaptures.FILE_RECORDS, counts);
    long damaged =
        byFile(ReadCaptures.FILE_DAMAGE, counts).values().stream()
            .mapToLong(Tally::documents)
            .sum();
    List<String> paths =
        intact.entrySet().stream()
            .filter(file -> file.getValue().documents() == 0)
            .map(Map.Entry::getKey)
            .toList();
    return new InputsWithoutRecords(paths, paths.size() < intact.size() || damaged > 0);
  }

  private static SortedMap<String, Tally> byFile(String stage, StageCounts counts) {
    return counts.by(key -> key.stage().equals(stage), key -> key.reason());
  }

  /**
   * Refuses to make a result of no record at all. Damaged records may be all there is: they are
   * dead letters, and how many of these are too many is said elsewhere.
   *
   * @throws IOException if no file holds so much as a damaged record
   */
  void check(RunContext run) throws IOException {
    if (isAnythingARecord || paths.isEmpty()) {
      return;
    }
    String others = paths.size() > MAX_NAMED ? " and " + (paths.size() - MAX_NAMED) + " more" : "";
    throw new IOException(
        "no input holds a WARC record: from offset 0 to the end no line WARC/1.x and no gzip member that begins with one in "
            + String.join(", ", paths.subList(0, Math.min(MAX_NAMED, paths.size())))
            + others
            + "; name WARC or WET files by --input. Their first bytes are among the dead letters in "
            + run.stagingFolder());
  }
}
