package io.millrace.training.generate.command;

import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.training.export.TrainedModel;
import io.millrace.training.generate.Generator;
import io.millrace.training.generate.Sampling;
import io.millrace.training.runtime.IncrementalDecoder;
import io.millrace.ui.command.Example;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.Range;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace generate}. */
@Command(
    name = "generate",
    description = {
      "Continues a text with a trained model. The text goes to standard output as it comes,",
      "the number of tokens and their rate to standard error."
    },
    footer = {
      "bin/millrace generate --checkpoint=run --prompt='The mill' --maxTokens=100",
      "bin/millrace generate --checkpoint=model --prompt='The mill' --temperature=0"
    })
public final class GenerateCommand implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;

  @Option(
      names = {"--checkpoint", "--model"},
      required = true,
      paramLabel = "DIR",
      description =
          "Output of millrace train, whose newest checkpoint is taken, one of its checkpoints/step-*, or output of millrace export. May be written --model.")
  private Path checkpoint;

  @Option(
      names = "--prompt",
      defaultValue = "",
      paramLabel = "TEXT",
      description = "How the text begins; without it the model begins one.")
  @Example("'The mill'")
  private String prompt;

  @Option(
      names = "--maxTokens",
      defaultValue = "256",
      paramLabel = "INT",
      description = "Tokens after the prompt, if the model does not end the text before.")
  @Range(min = 1, max = 1 << 30)
  private int maxTokens;

  @Option(
      names = "--temperature",
      defaultValue = "0.8",
      paramLabel = "NUMBER",
      description =
          "Below 1 likely tokens become likelier still, above 1 less so; 0 always takes the likeliest.")
  @Range(min = 0, max = 100)
  private double temperature;

  @Option(
      names = "--topK",
      defaultValue = "40",
      paramLabel = "INT",
      description = "Draw from this many of the likeliest tokens; 0 for all.")
  @Range(min = 0, max = 1 << 30)
  private int topK;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "INT",
      description = "Of the draws; the same seed gives the same text.")
  private long seed;

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description =
          "The tokenizer.json of the training data, where none lies beside the model. Bytes need none.")
  private Path tokenizerFile;

  @Override
  public Integer call() throws IOException {
    TrainedModel model;
    Tokenizer tokenizer;
    try {
      model = TrainedModel.open(checkpoint);
      tokenizer = model.openTokenizer(tokenizerFile);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    try (tokenizer;
        IncrementalDecoder decoder = new IncrementalDecoder(model.config(), model.weights())) {
      Generator generator = new Generator(decoder, tokenizer, model.contextTokens());
      return generate(generator);
    }
  }

  private Integer generate(Generator generator) {
    int[] ids;
    try {
      ids = generator.encode(prompt);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    long start = System.nanoTime();
    Generator.Outcome outcome =
        generator.generate(
            ids, maxTokens, new Sampling(temperature, topK, seed), GenerateCommand::print);
    print("\n");
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    System.err.println(
        String.format(
            Locale.ROOT,
            "%d tokens after the %d of the prompt, %.1f a second; %s",
            outcome.tokens(),
            outcome.promptTokens(),
            outcome.tokens() / seconds,
            outcome.end().words()));
    return ExitCode.SUCCESS;
  }

  /** The same bytes whatever the platform's charset. */
  private static void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
