package io.millrace.jobs.options;

import picocli.CommandLine.Option;

/** Where {@code tokenizer} writes. */
public final class TokenizerOutputOptions extends RunOptions {
  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description =
          "The tokenizer.json to write, on any file system that Beam knows; its manifest and summary go beside it.")
  public String output;
}
