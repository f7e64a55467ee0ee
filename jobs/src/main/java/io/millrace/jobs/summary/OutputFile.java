package io.millrace.jobs.summary;

import io.millrace.io.manifest.Manifest;

/**
 * A result that is one file: its manifest and summary lie beside it and bear its name, so that
 * several results can share a folder.
 *
 * @param folder where it lies, without a slash at its end
 * @param name its name there
 */
public record OutputFile(String folder, String name) {
  private static final String SUFFIX = ".json";

  /**
   * @param path of the file, on any file system that Beam knows
   */
  public static OutputFile at(String path) {
    int slash = path.lastIndexOf('/');
    return new OutputFile(slash < 0 ? "." : path.substring(0, slash), path.substring(slash + 1));
  }

  /** Such as {@code tokenizer.manifest.json}. */
  public String manifestName() {
    return stem() + "." + Manifest.FILE_NAME;
  }

  /** Such as {@code tokenizer.summary.json}. */
  public String summaryName() {
    return stem() + ".summary.json";
  }

  private String stem() {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }
}
