package io.millrace.training.command;

import io.millrace.io.manifest.Manifest;
import io.millrace.io.store.S3Folder;
import io.millrace.io.store.S3Location;
import io.millrace.training.checkpoint.FileTree;
import io.millrace.training.data.ShardFiles;
import io.millrace.training.loop.TrainingData;
import io.millrace.training.store.RemoteRun;
import io.millrace.ui.command.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a run reads and writes: on disk, or in an object store with a folder of copies on disk that
 * goes when this is closed.
 */
final class TrainPlaces implements AutoCloseable {
  private final StoreOptions options;
  private final Deque<S3Folder> stores = new ArrayDeque<>();
  private Path scratch;

  TrainPlaces(StoreOptions options) {
    this.options = options;
  }

  /**
   * Opens the data.
   *
   * @throws UsageException if there is no such bucket
   * @throws IllegalArgumentException if there is no such data
   * @throws UncheckedIOException if the store gives no answer, or denies access
   */
  TrainingData data(String place) throws IOException {
    if (!S3Location.isOne(place)) {
      return TrainingData.open(Path.of(place));
    }
    S3Folder store = store("--data", place);
    Path folder = scratch().resolve("data");
    return TrainingData.open(store.location().toString(), folder, shards(store, folder));
  }

  private ShardFiles shards(S3Folder store, Path folder) {
    try {
      var objects = store.list();
      for (String name : List.of(Manifest.FILE_NAME, TrainingData.TOKENIZER_FILE)) {
        if (objects.containsKey(name)) {
          store.fetch(name, folder.resolve(name));
        }
      }
      return ShardFiles.cached(store, folder, options.cacheBytes());
    } catch (FileNotFoundException e) {
      throw new UsageException("--data=" + e.getMessage(), e);
    } catch (IOException e) {
      // Not for the caller to take for bad usage.
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens the run's folder, which has on disk what it has in the store, checkpoints excepted.
   *
   * @param keep how many checkpoints stay
   * @throws UsageException if there is no such bucket
   */
  Output output(String place, int keep) throws IOException {
    if (!S3Location.isOne(place)) {
      return new Output(Path.of(place), Optional.empty());
    }
    Path folder = scratch().resolve("run");
    RemoteRun run = new RemoteRun(store("--output", place), folder, keep);
    try {
      run.fetchFiles(RunFolder.OWN);
    } catch (FileNotFoundException e) {
      throw new UsageException("--output=" + e.getMessage(), e);
    }
    return new Output(folder, Optional.of(run));
  }

  /**
   * Where a run is written.
   *
   * @param folder on disk
   * @param remote what is to be kept like it; empty if that is all
   */
  record Output(Path folder, Optional<RemoteRun> remote) {}

  private S3Folder store(String option, String place) {
    try {
      S3Folder store = S3Folder.open(S3Location.parse(place), options.connection());
      stores.push(store);
      return store;
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage(), e);
    }
  }

  private Path scratch() throws IOException {
    if (scratch == null) {
      scratch = options.scratchFolder();
    }
    return scratch;
  }

  @Override
  public void close() throws IOException {
    stores.forEach(S3Folder::close);
    if (scratch != null) {
      FileTree.delete(scratch);
    }
  }
}
