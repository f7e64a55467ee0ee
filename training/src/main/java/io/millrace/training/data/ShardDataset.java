package io.millrace.training.data;

import io.millrace.io.manifest.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a folder of shards, ordered by shard (in the order of the names), row group and row,
 * over and over. Readers in the background each read one of the next shards ahead: their number
 * changes how soon a row is there, never which comes next. A reader holds four batches of about 2
 * MiB of token ids at most, and what Arrow has of a row group. Shards without rows, as a takedown
 * can leave them, are passed over and named in the log.
 */
public final class ShardDataset implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardDataset.class);

  private final ShardFiles files;
  private final List<Shard> shards;
  private final long rows;
  private final int readers;
  private final BufferAllocator allocator;
  private final Deque<ShardReader> ahead = new ArrayDeque<>();
  private int lastShardAhead;
  private Iterator<Row> batch = Collections.emptyIterator();
  private DataPosition position = DataPosition.START;

  private ShardDataset(
      ShardFiles files, List<Shard> shards, int readers, BufferAllocator allocator) {
    this.files = files;
    this.shards = shards;
    this.rows = shards.stream().mapToLong(Shard::rows).sum();
    this.readers = readers;
    this.allocator = allocator;
  }

  /**
   * Opens shards. Their lengths are checked at once, the checksum of each by its reader before its
   * first row.
   *
   * @param folder of the data set
   * @param files those of its manifest's files to read, in this order
   * @param readers shards that are read at once, at least 1
   * @throws IOException if one is missing, unreadable or not as long as described, or has another
   *     number of rows, or if there is no row at all
   */
  public static ShardDataset open(Path folder, List<DataFile> files, int readers)
      throws IOException {
    return open(ShardFiles.onDisk(folder), files, readers);
  }

  /** As the other, wherever the data set is. */
  public static ShardDataset open(ShardFiles source, List<DataFile> files, int readers)
      throws IOException {
    return open(source, files, readers, new RootAllocator());
  }

  /** As the others, with the allocator of Arrow's memory; closed with the data set. */
  static ShardDataset open(
      ShardFiles source, List<DataFile> files, int readers, BufferAllocator allocator)
      throws IOException {
    List<Shard> shards = new ArrayList<>();
    for (DataFile file : files) {
      shards.add(source.open(file));
    }
    if (shards.stream().mapToLong(Shard::rows).sum() == 0) {
      throw new IOException("no rows in the " + files.size() + " files of " + source);
    }
    for (Shard shard : shards) {
      if (shard.rows() == 0) {
        LOG.warn("{}: has no rows, as its manifest says; passed over", shard.file());
      }
    }
    return new ShardDataset(source, shards, readers, allocator);
  }

  /**
   * Requires that a vocabulary has all token ids, by the statistics in the files' footers; what
   * these do not tell is found when the row is read.
   *
   * @param vocabularySize ids are from 0 to one less
   * @throws IOException if it has not; the message names the file, the row group and an id
   */
  public void requireIdsWithin(int vocabularySize) throws IOException {
    for (Shard shard : shards) {
      shard.requireIdsWithin(vocabularySize);
    }
  }

  /** Rows of one pass over the data. */
  public long rows() {
    return rows;
  }

  /** Where {@link #next()} will read. */
  public DataPosition position() {
    return position;
  }

  /**
   * Goes to a position.
   *
   * @throws IOException if the data has no such row
   */
  public void seek(DataPosition target) throws IOException {
    if (target.shard() >= shards.size()
        || target.rowGroup() > shards.get(target.shard()).rowGroupRows().size()) {
      throw new IOException("the data has no " + target + "; is it another data set?");
    }
    stopReaders();
    position = target;
  }

  /**
   * The next row; the first again after the last.
   *
   * @throws IOException if a shard is damaged or not the one described; the message names it
   */
  public Row next() throws IOException {
    passOverEnds();
    readAhead();
    if (!batch.hasNext()) {
      batch = ahead.element().next().iterator();
    }
    Row row = batch.next();
    position =
        new DataPosition(
            position.epoch(), position.shard(), position.rowGroup(), position.row() + 1);
    return row;
  }

  private void readAhead() {
    if (ahead.isEmpty()) {
      Shard shard = shards.get(position.shard());
      startReader(position.shard(), shard.rowsBefore(position.rowGroup()) + position.row());
    }
    while (ahead.size() < readers) {
      startReader((lastShardAhead + 1) % shards.size(), 0);
    }
  }

  private void startReader(int shard, long firstRow) {
    ahead.add(new ShardReader(shards.get(shard), firstRow, allocator, files));
    lastShardAhead = shard;
  }

  /** Moves a position at the end of a row group, shard or epoch to the start of the next. */
  private void passOverEnds() throws IOException {
    while (true) {
      List<Long> rowGroups = shards.get(position.shard()).rowGroupRows();
      if (position.rowGroup() < rowGroups.size()) {
        if (position.row() < rowGroups.get(position.rowGroup())) {
          return;
        }
        position = new DataPosition(position.epoch(), position.shard(), position.rowGroup() + 1, 0);
      } else {
        if (!ahead.isEmpty()) {
          ahead.remove().close();
        }
        position = nextShard();
      }
    }
  }

  private DataPosition nextShard() {
    if (position.shard() + 1 < shards.size()) {
      return new DataPosition(position.epoch(), position.shard() + 1, 0, 0);
    }
    LOG.info("Epoch {} ends after {} rows; the data starts again", position.epoch() + 1, rows());
    return new DataPosition(position.epoch() + 1, 0, 0, 0);
  }

  private void stopReaders() throws IOException {
    ahead.forEach(ShardReader::stop);
    while (!ahead.isEmpty()) {
      ahead.element().close();
      ahead.remove();
    }
    batch = Collections.emptyIterator();
  }

  @Override
  public void close() throws IOException {
    stopReaders();
    allocator.close();
  }
}
