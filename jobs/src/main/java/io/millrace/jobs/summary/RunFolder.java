package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.Manifest;
import io.millrace.jobs.card.DatasetCard;
import io.millrace.jobs.store.FilePattern;
import io.millrace.transforms.calibrate.CalibrateProfiles;
import io.millrace.transforms.dedup.known.WriteBridges;
import io.millrace.transforms.dedup.known.WriteSignatures;
import io.millrace.transforms.write.StagedFile;
import io.millrace.transforms.write.WriteDeadLetters;
import io.millrace.transforms.write.WriteDocuments;
import io.millrace.transforms.write.WriteDropped;
import io.millrace.transforms.write.WriteSequences;
import io.millrace.transforms.write.WriteStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** A run's output folder, on any file system that Beam knows. */
final class RunFolder {
  /** What Millrace writes below an output, and so may delete there. */
  private static final List<String> DATA_FOLDERS =
      List.of(
          CalibrateProfiles.PRECISION_FOLDER,
          WriteDocuments.FOLDER,
          WriteDropped.FOLDER,
          WriteSignatures.FOLDER,
          WriteBridges.FOLDER,
          WriteStatistics.FOLDER,
          WriteDeadLetters.FOLDER,
          WriteSequences.TRAIN,
          WriteSequences.VALIDATION);

  /** The report's name. */
  static final String REPORT = "report.html";

  private static final String SUMMARY = "summary.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String folder;

  RunFolder(String folder) {
    this.folder = folder;
  }

  /**
   * Moves staged files to their places, over what may lie there.
   *
   * @throws IOException if one of them is not there afterwards, whole
   */
  void move(List<StagedFile> files) throws IOException {
    List<ResourceId> sources = new ArrayList<>();
    List<ResourceId> destinations = new ArrayList<>();
    for (StagedFile file : files) {
      sources.add(FileSystems.matchNewResource(file.stagedPath(), false));
      destinations.add(resource(file.file().path()));
    }
    // A source that is missing was moved by an earlier attempt.
    FileSystems.rename(sources, destinations, StandardMoveOptions.IGNORE_MISSING_FILES);
    for (StagedFile file : files) {
      String path = folder + "/" + file.file().path();
      long bytes = FileSystems.matchSingleFileSpec(path).sizeBytes();
      if (bytes != file.file().bytes()) {
        throw new IOException(path + " has " + bytes + " bytes instead of " + file.file().bytes());
      }
    }
  }

  /**
   * Deletes data files of earlier runs: those in the folders of data sets, and at the top those
   * that are the command's own, but not named in {@code keep}.
   */
  void deleteDataFilesBut(Set<String> keep, Predicate<String> owns) throws IOException {
    List<ResourceId> stale = new ArrayList<>();
    for (String dataFolder : DATA_FOLDERS) {
      for (MatchResult.Metadata file : FilePattern.match(folder + "/" + dataFolder + "/**")) {
        if (!keep.contains(relative(file.resourceId()))) {
          stale.add(file.resourceId());
        }
      }
    }
    for (MatchResult.Metadata file :
        FilePattern.match(folder + "/" + Manifest.EARLIER_FOLDER + "/*.json")) {
      stale.add(file.resourceId());
    }
    for (MatchResult.Metadata file : FilePattern.match(folder + "/*")) {
      String name = relative(file.resourceId());
      if (owns.test(name) && !keep.contains(name)) {
        stale.add(file.resourceId());
      }
    }
    FileSystems.delete(stale, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /**
   * Deletes a run's staging folder, and those of all others, which failed.
   *
   * @param stagingFolder of the run, which may be empty and so match nothing
   */
  void deleteStaging(String stagingFolder) throws IOException {
    List<ResourceId> left =
        FilePattern.match(folder + "/" + RunContext.STAGING_PREFIX + "*/*").stream()
            .map(MatchResult.Metadata::resourceId)
            .toList();
    FileSystems.delete(left, StandardMoveOptions.IGNORE_MISSING_FILES);
    List<ResourceId> folders =
        Stream.concat(
                left.stream().map(ResourceId::getCurrentDirectory),
                Stream.of(FileSystems.matchNewResource(stagingFolder, true)))
            .distinct()
            .toList();
    FileSystems.delete(folders, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Deletes all files of a folder below this one, and the folder. */
  void deleteBelow(String name) throws IOException {
    List<ResourceId> files =
        FilePattern.match(folder + "/" + name + "/**").stream()
            .map(MatchResult.Metadata::resourceId)
            .toList();
    FileSystems.delete(files, StandardMoveOptions.IGNORE_MISSING_FILES);
    // Deepest first: a folder must be empty. Object stores have none.
    List<ResourceId> folders =
        Stream.concat(
                files.stream().map(ResourceId::getCurrentDirectory),
                Stream.of(FileSystems.matchNewResource(folder + "/" + name, true)))
            .distinct()
            .sorted(Comparator.comparing(ResourceId::toString).reversed())
            .toList();
    FileSystems.delete(folders, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Whether the folder has a file. */
  boolean exists(String name) throws IOException {
    return !FilePattern.match(folder + "/" + name).isEmpty();
  }

  /** The names of the manifests of earlier generations. */
  List<String> earlierManifests() throws IOException {
    return FilePattern.match(folder + "/" + Manifest.EARLIER_FOLDER + "/manifest-*.json").stream()
        .map(file -> relative(file.resourceId()))
        .toList();
  }

  /**
   * Reads a manifest of the folder.
   *
   * @throws IOException if there is none of this name, or it is none
   */
  Manifest manifest(String name) throws IOException {
    try (InputStream in = Channels.newInputStream(FileSystems.open(resource(name)))) {
      return Manifest.fromJson(in.readAllBytes(), folder + "/" + name);
    }
  }

  /** The summary of the latest run, if it is there. */
  Optional<ObjectNode> summary() throws IOException {
    if (!exists(SUMMARY)) {
      return Optional.empty();
    }
    try (InputStream in = Channels.newInputStream(FileSystems.open(resource(SUMMARY)))) {
      return Optional.of((ObjectNode) MAPPER.readTree(in));
    }
  }

  /** Writes a run's summary. */
  void writeSummary(ObjectNode summary) throws IOException {
    write(SUMMARY, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(summary) + "\n");
  }

  /** Deletes a file of the folder, if it is there. */
  void delete(String name) throws IOException {
    FileSystems.delete(List.of(resource(name)), StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Writes a whole file under another name, then gives it its own. */
  void write(String name, String text) throws IOException {
    ResourceId partial = resource(name.replaceFirst("([^/]+)$", ".$1.partial"));
    try (WritableByteChannel channel = FileSystems.create(partial, MimeTypes.TEXT)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    FileSystems.rename(List.of(partial), List.of(resource(name)));
  }

  /** Writes the card of a data set, if it is one of those that have any. */
  void writeCard(Manifest manifest) throws IOException {
    Optional<String> card = DatasetCard.of(manifest);
    if (card.isPresent()) {
      write(DatasetCard.FILE_NAME, card.get());
    }
  }

  private ResourceId resource(String path) {
    return FileSystems.matchNewResource(folder + "/" + path, false);
  }

  private String relative(ResourceId resource) {
    String root = FileSystems.matchNewResource(folder, true).toString();
    String path = resource.toString();
    return path.startsWith(root) ? path.substring(root.length()) : path;
  }
}
