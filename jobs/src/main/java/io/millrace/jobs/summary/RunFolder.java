package io.millrace.jobs.summary;

import io.millrace.transforms.write.StagedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** A run's output folder, on any file system that Beam knows. */
final class RunFolder {
  private final String folder;

  RunFolder(String folder) {
    this.folder = folder;
  }

  /** Moves staged files to their places, over what may lie there. */
  void move(List<StagedFile> files) throws IOException {
    List<ResourceId> sources = new ArrayList<>();
    List<ResourceId> destinations = new ArrayList<>();
    for (StagedFile file : files) {
      sources.add(FileSystems.matchNewResource(file.stagedPath(), false));
      destinations.add(resource(file.file().path()));
    }
    // A source that is missing was moved by an earlier attempt.
    FileSystems.rename(sources, destinations, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /**
   * Deletes data files of earlier runs: those in the folders that Millrace writes, but not named in
   * {@code keep}.
   */
  void deleteDataFilesBut(Set<String> keep) throws IOException {
    List<ResourceId> stale = new ArrayList<>();
    for (MatchResult.Metadata file : list(folder + "/**")) {
      String path = relative(file.resourceId());
      boolean isData = path.endsWith(".parquet") || path.endsWith(".avro");
      if (isData && !path.startsWith(".") && !keep.contains(path)) {
        stale.add(file.resourceId());
      }
    }
    FileSystems.delete(stale, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Deletes what this run and earlier ones that failed have left in staging folders. */
  void deleteStaging() throws IOException {
    List<ResourceId> left = new ArrayList<>();
    Set<ResourceId> folders = new LinkedHashSet<>();
    for (MatchResult.Metadata file : list(folder + "/" + RunContext.STAGING_PREFIX + "*/*")) {
      left.add(file.resourceId());
      folders.add(file.resourceId().getCurrentDirectory());
    }
    FileSystems.delete(left, StandardMoveOptions.IGNORE_MISSING_FILES);
    FileSystems.delete(folders, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Deletes a file of the folder, if it is there. */
  void delete(String name) throws IOException {
    FileSystems.delete(List.of(resource(name)), StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Writes a whole file under another name, then gives it its own. */
  void write(String name, String text) throws IOException {
    ResourceId partial = resource("." + name + ".partial");
    try (WritableByteChannel channel = FileSystems.create(partial, MimeTypes.TEXT)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    FileSystems.rename(List.of(partial), List.of(resource(name)));
  }

  private ResourceId resource(String path) {
    return FileSystems.matchNewResource(folder + "/" + path, false);
  }

  private String relative(ResourceId resource) {
    String root = FileSystems.matchNewResource(folder, true).toString();
    String path = resource.toString();
    return path.startsWith(root) ? path.substring(root.length()) : path;
  }

  private static List<MatchResult.Metadata> list(String pattern) throws IOException {
    try {
      return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
