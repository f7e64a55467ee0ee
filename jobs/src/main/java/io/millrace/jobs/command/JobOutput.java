package io.millrace.jobs.command;

import io.millrace.io.manifest.Manifest;
import io.millrace.jobs.store.S3Settings;
import io.millrace.jobs.summary.OutputFile;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import org.apache.beam.sdk.io.FileSystems;

/**
 * Where a job's results go.
 *
 * @param path a folder, without a slash at its end, or a file
 * @param folder in which they lie, without a slash at its end
 * @param contents what matches if results are there
 * @param manifestPath of the manifest that tells where they come from
 * @param summaryPath of the summary of their run
 */
record JobOutput(
    String path, String folder, String contents, String manifestPath, String summaryPath) {
  /**
   * @param path of a folder, on any file system that Beam knows
   */
  static JobOutput folder(String path) {
    String folder = path.replaceFirst("(?<=.)/+$", "");
    return new JobOutput(
        folder,
        folder,
        folder + "/**",
        folder + "/" + Manifest.FILE_NAME,
        folder + "/summary.json");
  }

  /**
   * @param path of a file, on any file system that Beam knows
   * @throws UsageException if it can only be a folder
   */
  static JobOutput file(String path) {
    OutputFile file = OutputFile.at(path);
    if (file.name().isEmpty()) {
      throw new UsageException("--output=" + path + " is a folder; name a file in it");
    }
    return new JobOutput(
        path,
        file.folder(),
        path,
        file.folder() + "/" + file.manifestName(),
        file.folder() + "/" + file.summaryName());
  }

  /**
   * Makes sure that the options set up the file system where the output goes.
   *
   * @throws UsageException if they do not
   */
  void checkFileSystem() {
    S3Settings.refuseKeys("--output", path);
    try {
      FileSystems.matchNewResource(folder, true);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--output=" + path + ": " + e.getMessage() + "; see docs/object-stores.md", e);
    }
  }

  /**
   * Makes sure that nothing is overwritten unasked.
   *
   * @param overwrite whether results there may be replaced
   * @throws UsageException if they may not
   */
  void check(boolean overwrite) throws IOException {
    String root = FileSystems.matchNewResource(folder, true).toString();
    boolean occupied =
        Patterns.match(contents).stream()
            // An object store's marker of an empty folder.
            .filter(file -> !file.resourceId().isDirectory())
            .map(file -> file.resourceId().toString())
            .map(file -> file.startsWith(root) ? file.substring(root.length()) : file)
            .anyMatch(file -> !("/" + file).contains("/."));
    if (occupied && !overwrite) {
      throw new UsageException(
          "--output=" + path + " holds other results; choose another place or pass --overwrite");
    }
  }
}
