package io.millrace.training.store;

import io.millrace.io.manifest.Manifest;
import io.millrace.io.store.S3Folder;
import io.millrace.io.store.S3Object;
import io.millrace.training.checkpoint.CheckpointFolder;
import io.millrace.training.checkpoint.CheckpointListener;
import io.millrace.training.checkpoint.FileTree;
import io.millrace.training.log.StepLog;
import io.millrace.training.model.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run whose folder is in an object store, and written on disk first. A checkpoint is there once
 * its {@code checkpoint.json} is, which is uploaded last and removed first.
 */
public final class RemoteRun implements CheckpointListener {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteRun.class);

  private static final String CHECKPOINTS = "checkpoints/";
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoints/(step-\\d{8,})/.+");

  private final S3Folder store;
  private final Path local;
  private final int keep;

  /**
   * @param store the run's folder
   * @param local its copy on disk
   * @param keep how many of the newest checkpoints stay, at least 1
   */
  public RemoteRun(S3Folder store, Path local, int keep) {
    this.store = store;
    this.local = local;
    this.keep = keep;
  }

  /**
   * Copies the files of an older run to disk, checkpoints excepted. Where there is anything at all,
   * the folder on disk is not empty either.
   *
   * @param own names of a run's files
   */
  public void fetchFiles(Collection<String> own) throws IOException {
    SortedMap<String, S3Object> objects = store.list();
    if (!objects.isEmpty()) {
      Files.createDirectories(local.resolve(CHECKPOINTS));
    }
    for (String name : objects.keySet()) {
      if (own.contains(name)) {
        store.fetch(name, local.resolve(name));
      }
    }
  }

  /**
   * Copies the newest whole checkpoint to disk; others are passed over with a warning.
   *
   * @param wanted which of its variables
   */
  public void fetchNewestCheckpoint(Collection<Variable> wanted) throws IOException {
    SortedMap<String, S3Object> objects = store.list();
    List<String> newestFirst = new ArrayList<>(steps(objects));
    Collections.reverse(newestFirst);
    for (String step : newestFirst) {
      if (!objects.containsKey(commit(step))) {
        LOG.warn("Ignoring the unfinished upload {}", store.location().resolve(CHECKPOINTS + step));
      } else if (fetch(step, wanted, objects)) {
        return;
      }
    }
  }

  private boolean fetch(
      String step, Collection<Variable> wanted, SortedMap<String, S3Object> objects)
      throws IOException {
    Path folder = local.resolve(CHECKPOINTS).resolve(step);
    List<String> names = new ArrayList<>(wanted.stream().map(CheckpointFolder::fileName).toList());
    names.add(CheckpointFolder.MANIFEST);
    String prefix = CHECKPOINTS + step + "/";
    for (String name : names) {
      if (objects.containsKey(prefix + name)) {
        store.fetch(prefix + name, folder.resolve(name));
      }
    }
    try {
      CheckpointFolder.check(folder, wanted);
      return true;
    } catch (IOException e) {
      LOG.warn(
          "Passing over the checkpoint {}: {}",
          store.location().resolve(CHECKPOINTS + step),
          e.getMessage());
      FileTree.delete(folder);
      return false;
    }
  }

  /** Says that the run goes on, and is not finished. */
  public void reopen() throws IOException {
    store.delete(Manifest.FILE_NAME);
  }

  /**
   * Removes an older run.
   *
   * @param own names of a run's files and folders; others stay
   */
  public void clear(Collection<String> own) throws IOException {
    store.delete(Manifest.FILE_NAME);
    SortedMap<String, S3Object> objects = store.list();
    for (String step : steps(objects)) {
      store.delete(commit(step));
    }
    for (String name : objects.keySet()) {
      if (own.contains(name.split("/", 2)[0])) {
        store.delete(name);
      }
    }
  }

  /**
   * Uploads a checkpoint and the log up to it, and removes the oldest beyond the number to keep.
   */
  @Override
  public void saved(Path checkpoint) throws IOException {
    String step = checkpoint.getFileName().toString();
    SortedMap<String, S3Object> before = store.list();
    if (before.containsKey(commit(step))) {
      store.delete(commit(step));
    }
    for (Path file : FileTree.files(checkpoint)) {
      if (!file.getFileName().toString().equals(CheckpointFolder.MANIFEST)) {
        store.upload(file, CHECKPOINTS + step + "/" + file.getFileName());
      }
    }
    store.upload(local.resolve(StepLog.FILE_NAME), StepLog.FILE_NAME);
    store.upload(checkpoint.resolve(CheckpointFolder.MANIFEST), commit(step));
    prune(before, step);
  }

  /** Those that were there before the newest: whole ones stay if there is room, others go. */
  private void prune(SortedMap<String, S3Object> before, String newest) throws IOException {
    List<String> whole = new ArrayList<>();
    for (String step : steps(before)) {
      if (before.containsKey(commit(step)) && !step.equals(newest)) {
        whole.add(step);
      }
    }
    List<String> kept = whole.subList(Math.max(0, whole.size() - (keep - 1)), whole.size());
    for (String step : steps(before)) {
      if (!kept.contains(step) && !step.equals(newest)) {
        delete(step, before);
      }
    }
  }

  private void delete(String step, SortedMap<String, S3Object> objects) throws IOException {
    store.delete(commit(step));
    for (String name : objects.keySet()) {
      if (name.startsWith(CHECKPOINTS + step + "/")) {
        store.delete(name);
      }
    }
  }

  /** Uploads what the run's folder has beside checkpoints, the manifest last. */
  public void finish() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var entries = Files.list(local)) {
      entries.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    Path manifest = local.resolve(Manifest.FILE_NAME);
    files.remove(manifest);
    files.add(manifest);
    for (Path file : files) {
      store.upload(file, file.getFileName().toString());
    }
  }

  /** Uploads a file of the run's folder. */
  public void upload(String name) throws IOException {
    store.upload(local.resolve(name), name);
  }

  private static SortedSet<String> steps(SortedMap<String, S3Object> objects) {
    SortedSet<String> steps = new TreeSet<>();
    for (String name : objects.keySet()) {
      Matcher matcher = CHECKPOINT.matcher(name);
      if (matcher.matches()) {
        steps.add(matcher.group(1));
      }
    }
    return steps;
  }

  private static String commit(String step) {
    return CHECKPOINTS + step + "/" + CheckpointFolder.MANIFEST;
  }
}
