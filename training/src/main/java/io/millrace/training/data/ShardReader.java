package io.millrace.training.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Reads the rows of one shard in the background, its checksum first, and keeps a few batches of
 * them ready.
 */
final class ShardReader implements AutoCloseable {
  /** Rows of a batch: enough to read at full speed, few enough for long documents. */
  private static final long BATCH_ROWS = 256;

  /** One is taken while the other is read: more would take memory and win no time. */
  private static final int BATCHES_READY = 2;

  private final Shard shard;
  private final long firstRow;
  private final BufferAllocator allocator;
  private final Set<Shard> verified;
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
   * @param verified shards whose checksum is known to be right; safe for several threads
   */
  ShardReader(Shard shard, long firstRow, BufferAllocator allocator, Set<Shard> verified) {
    this.shard = shard;
    this.firstRow = firstRow;
    this.allocator = allocator;
    this.verified = verified;
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
      if (!verified.contains(shard)) {
        shard.verify();
        verified.add(shard);
      }
      try (ShardScan scan = new ShardScan(allocator, shard, firstRow, BATCH_ROWS)) {
        for (List<Row> rows = scan.next(); !rows.isEmpty(); rows = scan.next()) {
          ready.put(new Batch(rows, null));
        }
      }
      return new IOException(shard.file() + ": has fewer rows than its footer says");
    } catch (IOException e) {
      return e;
    } catch (RuntimeException | Error e) {
      return new IOException(shard.file() + ": reading failed (" + e + ")", e);
    }
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
