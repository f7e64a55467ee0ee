package io.millrace.training.data;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.store.S3Folder;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.io.InputFile;

/** Where the shards of a data set are, and how they come to disk. Safe for several threads. */
public abstract class ShardFiles {
  /** Shards that are on disk. */
  public static ShardFiles onDisk(Path folder) {
    return new LocalShards(folder);
  }

  /**
   * Shards of an object store, each copied to disk when a reader begins with it.
   *
   * @param source of the data set
   * @param folder for the copies
   * @param maxBytes those that no reader needs are removed, the longest unused first, so that the
   *     copies take no more; those that readers are at may
   * @throws IOException if the store cannot be listed
   */
  public static ShardFiles cached(S3Folder source, Path folder, long maxBytes) throws IOException {
    return new ShardCache(source, folder, maxBytes);
  }

  /** Reads a shard's footer; errors are those of {@link Shard#open}. */
  Shard open(DataFile described) throws IOException {
    return Shard.open(this, described);
  }

  /** What messages call a shard. */
  abstract String name(DataFile described);

  /** Where it is once it is acquired. */
  abstract Path path(DataFile described);

  /**
   * The file to read the footer of.
   *
   * @throws IOException if it is not there; the message names it
   */
  abstract InputFile footer(DataFile described) throws IOException;

  /**
   * Makes sure that a shard is on disk and is what its maker wrote, until it is released as often
   * as acquired.
   *
   * @throws IOException if it is not, or cannot be had; the message names it
   */
  abstract void acquire(Shard shard) throws IOException;

  /** Ends what {@link #acquire} began. */
  abstract void release(Shard shard);
}
