package io.millrace.jobs.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Matches globs so that they mean the same on every file system that Beam knows. */
public final class FilePattern {
  private static final Pattern HADOOP = Pattern.compile("(?:hdfs|s?webhdfs|viewfs)://.*");

  private FilePattern() {}

  /**
   * The files that match.
   *
   * @param pattern a path or a glob, where {@code **} stands for slashes too
   * @return none if there are none
   * @throws IllegalArgumentException if it is malformed, or if no options set its file system up
   */
  public static List<MatchResult.Metadata> match(String pattern) throws IOException {
    return HADOOP.matcher(pattern).matches() ? matchOnHadoop(pattern) : matchOnce(pattern);
  }

  private static List<MatchResult.Metadata> matchOnHadoop(String pattern) throws IOException {
    Map<String, MatchResult.Metadata> files = new LinkedHashMap<>();
    try {
      // There, Beam's ** passes over the files at the very place where it stands.
      for (String each :
          new LinkedHashSet<>(List.of(pattern, pattern.replaceFirst("\\*\\*", "*")))) {
        for (MatchResult.Metadata match : matchOnce(each)) {
          if (match.sizeBytes() > 0 || isFile(match.resourceId())) {
            files.put(match.resourceId().toString(), match);
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; pass --hdfsConfiguration or set HADOOP_CONF_DIR", e);
    }
    return List.copyOf(files.values());
  }

  /** A folder, too, matches as something of no bytes, but cannot be opened. */
  private static boolean isFile(ResourceId match) throws IOException {
    try (ReadableByteChannel opened = FileSystems.open(match)) {
      return opened.isOpen();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static List<MatchResult.Metadata> matchOnce(String pattern) throws IOException {
    try {
      return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
