package io.millrace.io.manifest;

/** Which Millrace is running. */
public final class CodeVersion {
  private CodeVersion() {}

  /** The version that the jar's manifest gives, or {@code development} outside a jar. */
  public static String current() {
    String version = CodeVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
