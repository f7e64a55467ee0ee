package io.millrace.training.command;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.ui.command.Range;
import picocli.CommandLine.Option;

/** The model's size. */
public final class ModelOptions {
  @Option(
      names = "--layers",
      defaultValue = "4",
      paramLabel = "INT",
      description = "Transformer layers.")
  @Range(min = 1, max = 1024)
  int layers;

  @Option(
      names = "--width",
      defaultValue = "128",
      paramLabel = "INT",
      description = "Width of the hidden state.")
  @Range(min = 2, max = 1 << 16)
  int width;

  @Option(
      names = "--heads",
      defaultValue = "4",
      paramLabel = "INT",
      description = "Query heads; they divide --width.")
  @Range(min = 1, max = 1024)
  int heads;

  @Option(
      names = "--keyValueHeads",
      defaultValue = "2",
      paramLabel = "INT",
      description = "Heads of keys and values; they divide --heads.")
  @Range(min = 1, max = 1024)
  int keyValueHeads;

  @Option(
      names = "--feedForwardWidth",
      paramLabel = "INT",
      description = "Inner width of the feed-forward layers; by default about 8/3 of --width.")
  @Range(min = 1, max = 1 << 20)
  Integer feedForwardWidth;

  @Option(
      names = "--head",
      defaultValue = "tied",
      paramLabel = "tied|untied",
      description = "Whether the output matrix is the embedding's.")
  String head;

  /**
   * The model's shape.
   *
   * @param vocabularySize number of token ids
   * @throws IllegalArgumentException naming the options that do not fit each other
   */
  public ModelConfig config(int vocabularySize) {
    return new ModelConfig(
        layers,
        width,
        heads,
        keyValueHeads,
        feedForwardWidth == null ? ModelConfig.usualFeedForwardWidth(width) : feedForwardWidth,
        vocabularySize,
        outputHead(),
        ModelConfig.DEFAULT_ROTARY_BASE,
        ModelConfig.DEFAULT_NORM_EPSILON);
  }

  private OutputHead outputHead() {
    return switch (head) {
      case "tied" -> OutputHead.TIED;
      case "untied" -> OutputHead.UNTIED;
      default ->
          throw new IllegalArgumentException("--head=" + head + " is none; give tied or untied");
    };
  }
}
