package io.millrace.jobs.command;

import io.millrace.jobs.store.FilePattern;
import io.millrace.jobs.store.S3Settings;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.fs.MatchResult;

/** Looks files up. */
final class Patterns {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
  private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*", Pattern.DOTALL);

  private Patterns() {}

  /** Whether a path or glob names its file system, such as {@code s3://}. */
  static boolean hasScheme(String path) {
    return SCHEME.matcher(path).matches();
  }

  /**
   * The files that match.
   *
   * @param pattern a path or a glob on any file system that Beam knows
   * @return none if there are none
   * @throws IllegalArgumentException if the pattern is malformed
   * @throws UsageException if it holds keys of an object store
   */
  static List<MatchResult.Metadata> match(String pattern) throws IOException {
    S3Settings.refuseKeys("s3:// path", pattern);
    // Beam would look for a local file that is not there among all files below its folder.
    boolean isLocalPath = !hasScheme(pattern) && !GLOB.matcher(pattern).matches();
    if (isLocalPath && !Files.exists(Path.of(pattern))) {
      return List.of();
    }
    return FilePattern.match(pattern);
  }
}
