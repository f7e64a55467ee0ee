package io.millrace.training.data;

import io.millrace.io.manifest.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/** Shards that are on disk; the checksum of each is computed once. */
final class LocalShards extends ShardFiles {
  private final Path folder;
  private final Set<Shard> verified = ConcurrentHashMap.newKeySet();

  LocalShards(Path folder) {
    this.folder = folder;
  }

  @Override
  String name(DataFile described) {
    return path(described).toString();
  }

  @Override
  Path path(DataFile described) {
    return folder.resolve(described.path());
  }

  @Override
  InputFile footer(DataFile described) throws IOException {
    Path file = path(described);
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": not there, though the manifest names it");
    }
    return new LocalInputFile(file);
  }

  @Override
  void acquire(Shard shard) throws IOException {
    if (!verified.contains(shard)) {
      shard.verify();
      verified.add(shard);
    }
  }

  @Override
  void release(Shard shard) {
    // Files on disk stay where they are.
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
