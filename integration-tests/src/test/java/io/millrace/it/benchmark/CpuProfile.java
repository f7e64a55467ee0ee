package io.millrace.it.benchmark;

import io.millrace.ui.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Prints what the Java threads of a run of {@code curate} were at, by the samples of a flight
 * recording. How to make one is in docs/benchmarks.md.
 */
public final class CpuProfile {
  /** What a sample counts to: the first of these that its innermost telling frame matches. */
  private static final Map<String, Pattern> BY_CLASS = new LinkedHashMap<>();

  /** What a sample of none of these counts to: the first that any frame matches. */
  private static final Map<String, Pattern> BY_CALLER = new LinkedHashMap<>();

  static {
    put(BY_CLASS, "coders", "io\\.millrace\\..*Coder|org\\.apache\\.beam\\..*Coder");
    put(
        BY_CLASS,
        "writing Parquet",
        "org\\.apache\\.parquet\\.|io\\.millrace\\..*\\.(write|shard)\\.");
    put(BY_CLASS, "sorting", "org\\.apache\\.flink\\.runtime\\.operators\\.sort\\.");
    put(BY_CLASS, "read", "io\\.millrace\\.(io\\.(warc|http)|transforms\\.read)\\.");
    put(BY_CLASS, "extract: character encoding", "io\\.millrace\\.io\\.charset\\.");
    put(BY_CLASS, "extract: parsing", "org\\.jsoup\\.parser\\.");
    put(BY_CLASS, "extract: blocks", "io\\.millrace\\.transforms\\.extract\\.");
    put(BY_CLASS, "language", "io\\.millrace\\.transforms\\.language\\.");
    put(BY_CLASS, "dedup", "io\\.millrace\\.transforms\\.dedup\\.");
    put(BY_CLASS, "quality", "io\\.millrace\\.transforms\\.quality\\.");
    put(BY_CLASS, "repair", "io\\.millrace\\.transforms\\.repair\\.");
    put(BY_CLASS, "redact", "io\\.millrace\\.transforms\\.redact\\.");
    put(BY_CALLER, "starting, planning, ending", "io\\.millrace\\.jobs\\.Main");
    put(BY_CALLER, "Flink's and Beam's operators", "org\\.apache\\.flink\\.runtime\\.operators\\.");
    put(BY_CALLER, "all else", ".");
  }

  private CpuProfile() {}

  private static void put(Map<String, Pattern> parts, String part, String classes) {
    parts.put(part, Pattern.compile("^(?:" + classes + ")"));
  }

  /**
   * @param args the recording
   */
  public static void main(String[] args) throws IOException {
    Map<String, Integer> samples = new LinkedHashMap<>();
    BY_CLASS.keySet().forEach(part -> samples.put(part, 0));
    BY_CALLER.keySet().forEach(part -> samples.put(part, 0));
    int all = 0;
    try (RecordingFile recording = new RecordingFile(Path.of(args[0]))) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")
            && event.getStackTrace() != null) {
          samples.merge(part(event.getStackTrace().getFrames()), 1, Integer::sum);
          all++;
        }
      }
    }
    Table table = new Table("part", "samples", "%");
    for (Map.Entry<String, Integer> part : samples.entrySet()) {
      table.row(part.getKey(), part.getValue(), 100.0 * part.getValue() / all);
    }
    System.out.print(table);
  }

  private static String part(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String found = match(BY_CLASS, frame);
      if (found != null) {
        return found;
      }
    }
    for (Map.Entry<String, Pattern> part : BY_CALLER.entrySet()) {
      if (frames.stream().anyMatch(frame -> matches(part.getValue(), frame))) {
        return part.getKey();
      }
    }
    throw new IllegalStateException("a sample without frames");
  }

  private static String match(Map<String, Pattern> parts, RecordedFrame frame) {
    return parts.entrySet().stream()
        .filter(part -> matches(part.getValue(), frame))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static boolean matches(Pattern classes, RecordedFrame frame) {
    return classes.matcher(frame.getMethod().getType().getName()).find();
  }
}
