package io.millrace.training.plan.command;

import io.millrace.training.data.ShardDataset;
import io.millrace.training.loop.TrainingData;
import io.millrace.ui.command.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The global batches that {@code millrace plan} lays out. */
final class PlanBatchOptions {
  private static final Pattern LIST = Pattern.compile("\\d+(,\\d+)*");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  @Option(
      names = "--microBatches",
      paramLabel = "INT",
      description = "Equal micro-batches of a global batch; times and memory count micro-batches.")
  @Range(min = 1, max = 1 << 20)
  Integer microBatches;

  @Option(
      names = "--lengths",
      paramLabel = "INT,INT,...|FILE",
      description =
          "Tokens of each sequence of a global batch, or a file of such numbers, of which each --globalBatchSequences are a batch.")
  String lengths;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Output of millrace rebalance, whose first documents give the lengths.")
  Path data;

  @Option(
      names = "--maxSequenceTokens",
      defaultValue = "2048",
      paramLabel = "INT",
      description = "Sequences of --data are cut to this length, as train does.")
  @Range(min = 1, max = 1 << 30)
  int maxSequenceTokens;

  @Option(
      names = "--globalBatchSequences",
      defaultValue = "8",
      paramLabel = "INT",
      description = "Sequences of a step, of --data or a file of lengths.")
  @Range(min = 1, max = 1 << 20)
  int globalBatchSequences;

  @Option(
      names = "--batches",
      defaultValue = "4",
      paramLabel = "INT",
      description = "Global batches to simulate, the first of --data or a file of lengths.")
  @Range(min = 1, max = 1 << 10)
  int batches;

  /** Whether sequences are given rather than a number of micro-batches. */
  boolean hasSequences() {
    return lengths != null || data != null;
  }

  /**
   * The lengths of the sequences, by global batch.
   *
   * @throws IllegalArgumentException if there is no such list, file or data set
   */
  List<List<Integer>> read() throws IOException {
    if ((lengths == null) == (data == null) || microBatches != null) {
      throw new IllegalArgumentException(
          "give one of --microBatches (with --schedule), --lengths and --data");
    }
    if (data != null) {
      return readShards();
    }
    if (LIST.matcher(lengths).matches()) {
      return List.of(parse("--lengths=" + lengths, lengths));
    }
    Path file = Path.of(lengths);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "--lengths=" + lengths + " is no list such as 4,2,1,1, and no file");
    }
    return cut(parse(lengths, Files.readString(file, StandardCharsets.UTF_8)));
  }

  private static List<Integer> parse(String source, String text) {
    List<Integer> parsed = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int line = 0; line < lines.size(); line++) {
      for (String word : SEPARATOR.split(lines.get(line), -1)) {
        if (!word.isEmpty()) {
          parsed.add(length(source + (lines.size() > 1 ? ", line " + (line + 1) : ""), word));
        }
      }
    }
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException(source + " has no length");
    }
    return parsed;
  }

  private static int length(String source, String word) {
    try {
      int length = Integer.parseInt(word);
      if (length >= 1) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(source + ": '" + word + "' is no number of tokens", e);
    }
    throw new IllegalArgumentException(source + ": a sequence has at least 1 token, not " + word);
  }

  private List<List<Integer>> cut(List<Integer> all) {
    List<List<Integer>> cut = new ArrayList<>();
    for (int start = 0; start < all.size() && cut.size() < batches; start += globalBatchSequences) {
      cut.add(all.subList(start, Math.min(all.size(), start + globalBatchSequences)));
    }
    return cut;
  }

  private List<List<Integer>> readShards() throws IOException {
    List<Integer> read = new ArrayList<>();
    try (ShardDataset shards = TrainingData.open(data).train(1)) {
      while (read.size() < batches * globalBatchSequences) {
        read.add(Math.min(shards.next().tokens().length, maxSequenceTokens));
      }
    }
    return cut(read);
  }
}
