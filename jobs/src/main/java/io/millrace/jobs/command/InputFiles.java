package io.millrace.jobs.command;

import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.io.fs.MatchResult;

/** Finds the files that options name. */
final class InputFiles {
  private InputFiles() {}

  /**
   * The files that match any of some globs, each once, by path.
   *
   * @param option the option that gave the globs
   * @param globs on any file system that Beam knows
   * @throws UsageException if one of them matches no file
   */
  static List<InputFile> match(String option, List<String> globs) throws IOException {
    SortedMap<String, InputFile> files = new TreeMap<>();
    for (String glob : globs) {
      List<MatchResult.Metadata> matches = matches(option, glob);
      if (matches.isEmpty()) {
        throw new UsageException(
            option + "=" + glob + " matches no file; check the path, and quote globs");
      }
      for (MatchResult.Metadata match : matches) {
        String path = match.resourceId().toString();
        String modified = Instant.ofEpochMilli(match.lastModifiedMillis()).toString();
        files.put(path, new InputFile(path, match.sizeBytes(), modified));
      }
    }
    return List.copyOf(files.values());
  }

  /** Where files lie. */
  static List<String> paths(List<InputFile> files) {
    return files.stream().map(InputFile::path).toList();
  }

  /**
   * The globs of all files below a folder that end in one of {@code suffixes} and match something;
   * what is no such folder is taken for a glob itself.
   */
  static List<String> below(String folder, List<String> suffixes) throws IOException {
    List<String> globs = new ArrayList<>();
    for (String suffix : suffixes) {
      String glob = folder + "/**" + suffix;
      if (!Patterns.match(glob).isEmpty()) {
        globs.add(glob);
      }
    }
    return globs.isEmpty() ? List.of(folder) : globs;
  }

  /**
   * The globs of a data set's files: of a folder with a manifest those that it names below some of
   * its own folders, else as {@link #below}.
   *
   * @param option the option that gave the folder
   * @param folder a folder or glob
   * @param parts where in a data set to look, such as {@code documents/}
   * @param suffixes what the files of a folder without a manifest end in
   * @throws UsageException if the manifest names no such file, or if the folder is the output of a
   *     run that did not come to its end
   */
  static List<String> ofDataSet(
      String option, String folder, List<String> parts, List<String> suffixes) throws IOException {
    String root = folder.replaceFirst("(?<=.)/+$", "");
    Manifest manifest = JobRun.manifest(root);
    if (manifest == null) {
      checkFinished(option, root);
      return below(root, suffixes);
    }
    List<String> paths =
        manifest.files().stream()
            .map(file -> file.path())
            .filter(path -> parts.stream().anyMatch(path::startsWith))
            .map(path -> root + "/" + path)
            .toList();
    if (paths.isEmpty()) {
      throw new UsageException(
          option + "=" + folder + ": its manifest names no " + String.join(" or ", parts));
    }
    return paths;
  }

  private static void checkFinished(String option, String folder) throws IOException {
    for (String left : List.of("/documents/language=*/*", "/.staging-*/*")) {
      if (!Patterns.match(folder + left).isEmpty()) {
        throw new UsageException(
            option
                + "="
                + folder
                + " holds results but no "
                + Manifest.FILE_NAME
                + ": a run that has not finished. Run it again, or name its files");
      }
    }
  }

  /**
   * Files of texts with their languages: curated documents, or any Parquet and JSON Lines files.
   *
   * @param option the option that gave the inputs
   * @param inputs folders and globs
   * @throws UsageException if one of them matches no file
   */
  static List<InputFile> texts(String option, List<String> inputs) throws IOException {
    List<String> globs = new ArrayList<>();
    for (String input : inputs) {
      globs.addAll(
          ofDataSet(
              option, input, List.of("documents/"), List.of(".parquet", ".jsonl", ".jsonl.gz")));
    }
    return match(option, globs);
  }

  private static List<MatchResult.Metadata> matches(String option, String glob) throws IOException {
    try {
      return Patterns.match(glob);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + "=" + glob + ": " + e.getMessage(), e);
    }
  }
}
