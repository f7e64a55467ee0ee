package io.millrace.training.data;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.store.S3Folder;
import io.millrace.io.store.S3Object;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.io.InputFile;

/**
 * Copies of the shards that readers are at, and of others as long as there is room. A footer is
 * read out of the store, and once.
 */
final class ShardCache extends ShardFiles {
  private static final float LOAD_FACTOR = 0.75f;

  private final S3Folder source;
  private final Path folder;
  private final long maxBytes;
  private final SortedMap<String, S3Object> objects;
  private final Map<DataFile, Shard> opened = new ConcurrentHashMap<>();

  /** The longest unused first. */
  private final Map<Path, Copy> copies = new LinkedHashMap<>(16, LOAD_FACTOR, true);

  private static final class Copy {
    private int users;
    private long bytes;
    private boolean whole;
  }

  ShardCache(S3Folder source, Path folder, long maxBytes) throws IOException {
    this.source = source;
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.objects = source.list();
  }

  @Override
  Shard open(DataFile described) throws IOException {
    Shard known = opened.get(described);
    if (known != null) {
      return known;
    }
    Shard shard = super.open(described);
    opened.put(described, shard);
    return shard;
  }

  @Override
  String name(DataFile described) {
    return source.location().resolve(described.path()).toString();
  }

  @Override
  Path path(DataFile described) {
    return folder.resolve(described.path());
  }

  @Override
  InputFile footer(DataFile described) throws IOException {
    S3Object object = objects.get(described.path());
    if (object == null) {
      throw new IOException(name(described) + ": not there, though the manifest names it");
    }
    return source.footer(described.path(), object.bytes());
  }

  @Override
  void acquire(Shard shard) throws IOException {
    Copy copy;
    synchronized (copies) {
      copy = copies.computeIfAbsent(shard.file(), file -> new Copy());
      copy.users++;
    }
    try {
      synchronized (copy) {
        if (!copy.whole) {
          fetch(shard, copy);
        }
      }
    } catch (IOException | RuntimeException e) {
      release(shard);
      throw e;
    }
  }

  private void fetch(Shard shard, Copy copy) throws IOException {
    String name = folder.relativize(shard.file()).toString().replace('\\', '/');
    makeRoom(copy, objects.get(name).bytes());
    source.fetch(name, shard.file());
    try {
      shard.verify();
    } catch (IOException e) {
      throw new IOException(source.location().resolve(name) + ", copied to " + e.getMessage(), e);
    }
    copy.whole = true;
  }

  private void makeRoom(Copy copy, long bytes) throws IOException {
    synchronized (copies) {
      copy.bytes = bytes;
      long taken = copies.values().stream().mapToLong(each -> each.bytes).sum();
      Iterator<Map.Entry<Path, Copy>> oldest = copies.entrySet().iterator();
      while (taken > maxBytes && oldest.hasNext()) {
        Map.Entry<Path, Copy> each = oldest.next();
        if (each.getValue().users == 0) {
          Files.deleteIfExists(each.getKey());
          taken -= each.getValue().bytes;
          oldest.remove();
        }
      }
    }
  }

  @Override
  void release(Shard shard) {
    synchronized (copies) {
      copies.get(shard.file()).users--;
    }
  }

  @Override
  public String toString() {
    return source.location().toString();
  }
}
