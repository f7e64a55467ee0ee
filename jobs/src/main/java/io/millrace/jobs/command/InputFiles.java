package io.millrace.jobs.command;

import io.millrace.io.manifest.InputFile;
import io.millrace.ui.command.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
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

  /**
   * The globs of all files below a folder that end in one of {@code suffixes} and match something;
   * what is no such folder is taken for a glob itself.
   */
  static List<String> below(String folder, List<String> suffixes) throws IOException {
    List<String> globs = new ArrayList<>();
    for (String suffix : suffixes) {
      String glob = folder + "/**" + suffix;
      if (!FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata().isEmpty()) {
        globs.add(glob);
      }
    }
    return globs.isEmpty() ? List.of(folder) : globs;
  }

  private static List<MatchResult.Metadata> matches(String option, String glob) throws IOException {
    try {
      return FileSystems.match(glob).metadata();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + "=" + glob + ": " + e.getMessage(), e);
    }
  }
}
