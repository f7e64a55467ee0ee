package io.millrace.training.data;

import io.millrace.io.manifest.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a folder of shards, ordered by shard (in the order of the names), row group and row,
 * over and over. At most one batch of rows is in memory.
 */
public final class ShardDataset implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardDataset.class);

  /** Rows of an Arrow batch: enough to read at full speed, few enough for long documents. */
  private static final long BATCH_ROWS = 64;

  private final List<Shard> shards;
  private final BufferAllocator allocator = new RootAllocator();
  private final Set<Shard> verified = new HashSet<>();
  private DataPosition position = DataPosition.START;
  private ShardScan scan;

  private ShardDataset(List<Shard> shards) {
    this.shards = shards;
  }

  /**
   * Opens shards. Their lengths are checked at once, the checksum of each before its first row is
   * read.
   *
   * @param folder of the data set
   * @param files those of its manifest's files to read, in this order
   * @throws IOException if one is missing, unreadable or not as long as described, or if there is
   *     no row
   */
  public static ShardDataset open(Path folder, List<DataFile> files) throws IOException {
    List<Shard> shards = new ArrayList<>();
    for (DataFile file : files) {
      shards.add(Shard.open(folder, file));
    }
    if (shards.stream().mapToLong(Shard::rows).sum() == 0) {
      throw new IOException(folder + ": no rows in " + files.size() + " files");
    }
    return new ShardDataset(shards);
  }

  /** Rows of one pass over the data. */
  public long rows() {
    return shards.stream().mapToLong(Shard::rows).sum();
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
    closeScan();
    position = target;
  }

  /** The next row; the first again after the last. */
  public Row next() throws IOException {
    passOverEnds();
    if (scan == null) {
      Shard shard = shards.get(position.shard());
      if (verified.add(shard)) {
        shard.verify();
      }
      scan = new ShardScan(allocator, shard, BATCH_ROWS);
      scan.skip(shard.rowsBefore(position.rowGroup()) + position.row());
    }
    Row row = scan.next();
    position =
        new DataPosition(
            position.epoch(), position.shard(), position.rowGroup(), position.row() + 1);
    return row;
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
        closeScan();
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

  private void closeScan() throws IOException {
    if (scan != null) {
      scan.close();
      scan = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeScan();
    allocator.close();
  }
}
