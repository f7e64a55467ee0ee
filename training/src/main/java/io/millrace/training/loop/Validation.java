package io.millrace.training.loop;

import io.millrace.training.data.SequenceReader;
import io.millrace.training.data.ShardDataset;
import io.millrace.training.packing.Chunk;
import io.millrace.training.packing.ChunkGroup;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.Piece;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.MicroBatch;
import io.millrace.training.runtime.PipelineSession;
import io.millrace.training.runtime.Purpose;
import io.millrace.training.runtime.ScheduleExecutor;
import io.millrace.training.schedule.ForwardOnly;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures a model on held-out documents, always the same. */
public final class Validation {
  private final List<List<ChunkGroup>> batches;
  private final int documents;

  private Validation(List<List<ChunkGroup>> batches, int documents) {
    this.batches = batches;
    this.documents = documents;
  }

  /**
   * What was measured.
   *
   * @param loss nats a token
   * @param bitsPerByte bits a byte of text
   * @param bitsPerByteByLanguage the same of each language
   */
  public record Result(
      double loss, double bitsPerByte, SortedMap<String, Double> bitsPerByteByLanguage) {}

  /**
   * Reads the held-out documents into memory.
   *
   * @param dataset of held-out documents, read from its start
   * @param reader over that data set
   * @param packer makes chunks of them
   * @param maxTokens after which no further document is taken; at least one is
   * @param batchSequences sequences computed at once
   */
  public static Validation read(
      ShardDataset dataset,
      SequenceReader reader,
      ChunkPacker packer,
      long maxTokens,
      int batchSequences)
      throws IOException {
    List<Sequence> sequences = new ArrayList<>();
    int documents = 0;
    for (long tokens = 0; documents < dataset.rows() && tokens < maxTokens; documents++) {
      for (Sequence window : reader.nextWhole()) {
        sequences.add(window);
        tokens += window.length();
      }
    }
    List<List<ChunkGroup>> batches = new ArrayList<>();
    for (int from = 0; from < sequences.size(); from += batchSequences) {
      int to = Math.min(from + batchSequences, sequences.size());
      batches.add(packer.pack(sequences.subList(from, to)));
    }
    return new Validation(batches, documents);
  }

  /** Number of documents measured. */
  public int documents() {
    return documents;
  }

  /** Runs the model over the documents. */
  public Result measure(PipelineSession session, ScheduleExecutor executor)
      throws InterruptedException {
    SortedMap<String, Sums> byLanguage = new TreeMap<>();
    for (List<ChunkGroup> batch : batches) {
      List<float[]> losses =
          executor
              .run(
                  ForwardOnly.of(session.placement().workerOfStage(), MicroBatch.shape(batch)),
                  MicroBatch.number(batch),
                  Purpose.EVALUATION)
              .losses();
      int microBatch = 0;
      for (ChunkGroup group : batch) {
        for (Chunk chunk : group.chunks()) {
          add(chunk, losses.get(microBatch++), byLanguage);
        }
      }
    }
    Sums all = new Sums();
    SortedMap<String, Double> bits = new TreeMap<>();
    byLanguage.forEach(
        (language, sums) -> {
          bits.put(language, sums.bitsPerByte());
          all.add(sums);
        });
    return new Result(all.nats / all.tokens, all.bitsPerByte(), bits);
  }

  private static void add(Chunk chunk, float[] losses, SortedMap<String, Sums> byLanguage) {
    int from = 0;
    for (Piece piece : chunk.pieces()) {
      Sums sums = byLanguage.computeIfAbsent(piece.sequence().language(), unseen -> new Sums());
      for (int i = 0; i < piece.length(); i++) {
        sums.nats += losses[from++];
      }
      sums.tokens += piece.length();
      sums.bytes += piece.start() == 0 ? piece.sequence().bytes() : 0;
    }
  }

  private static final class Sums {
    private double nats;
    private long tokens;
    private long bytes;

    void add(Sums other) {
      nats += other.nats;
      tokens += other.tokens;
      bytes += other.bytes;
    }

    double bitsPerByte() {
      return nats / Math.log(2) / bytes;
    }
  }
}
