package io.millrace.training.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Brings one shard to disk and reads its rows, all in the background, and keeps a few batches of
 * them ready.
 */
final class ShardReader implements AutoCloseable {
  /** About as many tokens a batch has: enough to read at full speed, and 2 MiB. */
  private static final long BATCH_TOKENS = 1 << 19;

  /** Most rows of a batch, however short they are. */
  private static final long MAX_BATCH_ROWS = 1024;

  /** One is taken while the other is read: more would take memory and win no time. */
  private static final int BATCHES_READY = 2;

  private final Shard shard;
  private final long firstRow;
  private final BufferAllocator allocator;
  private final ShardFiles files;
  private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(BATCHES_READY);
  private final Thread thread;
  private IOException failure;

  /** Rows, or why there are none. */
  private record Batch(List<Row> rows, IOException failure) {}

  /**
   * Begins to read.
   *
   * @param shard is read to its end
   * @param firstRow to be handed out, from 0
   * @param allocator of Arrow's memory; what is taken from it is given back at the shard's end or
   *     when this is closed
   * @param files bring the shard to disk
   */
  ShardReader(Shard shard, long firstRow, BufferAllocator allocator, ShardFiles files) {
    this.shard = shard;
    this.firstRow = firstRow;
    this.allocator = allocator;
    this.files = files;
    this.thread = new Thread(this::run, "read-" + shard.file().getFileName());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      ready.put(new Batch(List.of(), read()));
    } catch (InterruptedException e) {
      // Closed: nobody waits for rows any more, and the thread ends here.
      Thread.currentThread().interrupt();
    }
  }

  /** Hands out all rows; returns what went wrong, null if nothing did. */
  private IOException read() throws InterruptedException {
    try {
      files.acquire(shard);
      try (ShardScan scan = new ShardScan(allocator, shard, firstRow, batchRows(shard))) {
        for (List<Row> rows = scan.next(); !rows.isEmpty(); rows = scan.next()) {
          ready.put(new Batch(rows, null));
        }
      } finally {
        files.release(shard);
      }
      return new IOException(shard.file() + ": has fewer rows than its footer says");
    } catch (IOException e) {
      return e;
    } catch (RuntimeException | Error e) {
      return new IOException(shard.file() + ": reading failed (" + e + ")", e);
    }
  }

  /** Rows of a shard's batches: fewer where documents are long, so that memory is bounded. */
  static long batchRows(Shard shard) {
    long rows = BATCH_TOKENS * shard.rows() / Math.max(1, shard.tokens());
    return Math.max(1, Math.min(MAX_BATCH_ROWS, rows));
  }

  /**
   * The next rows, waiting for them if they are not ready; not to be called after the shard's last.
   *
   * @throws IOException what the reading thread met with; the message names the file
   */
  List<Row> next() throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      Batch batch = ready.take();
      if (batch.failure() != null) {
        failure = batch.failure();
        throw failure;
      }
      return batch.rows();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Asks the thread to end; {@link #close()} waits for it. */
  void stop() {
    thread.interrupt();
  }

  @Override
  public void close() throws IOException {
    stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException(shard.file() + ": interrupted while it was read");
  }
}
