package io.millrace.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.UsageException;
import io.millrace.ui.report.Report;
import io.millrace.ui.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace demo}: every command in turn, each as its own process, on the bundled sample. */
@Command(
    name = "demo",
    description =
        "Curates the bundled sample crawl, rebalances its languages, trains a small model on two devices, and draws a report.",
    footer = "bin/millrace demo --output=demo-out")
public final class DemoCommand implements Callable<Integer> {
  private static final String SAMPLE = "samples/crawl.warc.gz";

  @Option(
      names = "--output",
      defaultValue = "demo-out",
      paramLabel = "DIR",
      description =
          "Folder of all results; an earlier demo's are kept where nothing has changed and else replaced.")
  private Path output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = home();
    long start = System.nanoTime();
    Path curated = output.resolve("curated");
    Path shards = output.resolve("shards");
    Path run = output.resolve("run");
    List<List<String>> steps =
        List.of(
            List.of(
                "curate", "--input=" + home.resolve(SAMPLE), "--output=" + curated, "--overwrite"),
            List.of(
                "rebalance",
                "--input=" + curated,
                "--output=" + shards,
                "--languageMix=alpha:0.3",
                "--overwrite"),
            List.of(
                "train",
                "--data=" + shards,
                "--output=" + run,
                "--steps=100",
                "--maxSequenceTokens=512",
                "--learningRate=0.006",
                "--overwrite"));
    for (List<String> step : steps) {
      int exitCode = run(home, step);
      if (exitCode != ExitCode.SUCCESS) {
        System.err.println("millrace demo: " + step.get(0) + " ended with exit code " + exitCode);
        return exitCode;
      }
    }
    conclude(curated, shards, run, (System.nanoTime() - start) / 1_000_000_000);
    return ExitCode.SUCCESS;
  }

  private static Path home() {
    String home = System.getProperty("millrace.home");
    if (home == null) {
      throw new UsageException(
          "demo is started by bin/millrace, which knows where the sample lies");
    }
    return Path.of(home);
  }

  private static int run(Path home, List<String> step) throws IOException, InterruptedException {
    System.out.println("\n> millrace " + String.join(" ", step));
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/millrace").toString());
    command.addAll(step);
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
    return process.waitFor();
  }

  /** Lets a step end in its own way, with a checkpoint say, before this process does. */
  private static void stop(Process process) {
    process.destroy();
    process.onExit().join();
  }

  private void conclude(Path curated, Path shards, Path run, long seconds) throws IOException {
    JsonNode curate = read(curated.resolve("summary.json"));
    JsonNode rebalance = read(shards.resolve("summary.json"));
    JsonNode train = read(run.resolve("summary.json"));
    Files.writeString(output.resolve("report.html"), Report.ofChain(curated, shards, run));
    double heldOut = train.path("validation_bits_per_byte").asDouble();
    double unigram = train.path("unigram_entropy_bits_per_byte").asDouble();
    Table table =
        new Table("result", "value")
            .row(
                "documents kept",
                curate.path("stages").path(curate.path("stages").size() - 1).path("kept").asLong())
            .row("languages", languagesKept(curate))
            .row("training tokens", rebalance.path("splits").path("train").path("tokens").asLong())
            .row("training steps", train.path("steps").asLong())
            .row("unigram entropy of the training bytes, bits per byte", unigram)
            .row("held-out loss, bits per byte", heldOut)
            .row("held-out below unigram, percent", 100 * (1 - heldOut / unigram))
            .row("seconds", seconds);
    System.out.print("\n" + table);
    System.out.printf(
        Locale.ROOT,
        "%ndocuments  %s%nshards     %s%nmodel      %s%nreport     %s%n",
        curated.resolve("documents"),
        shards,
        run.resolve("checkpoints"),
        output.resolve("report.html"));
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  private static long languagesKept(JsonNode curate) {
    long kept = 0;
    for (JsonNode language : curate.path("languages")) {
      kept += language.path("documents").asLong() > 0 ? 1 : 0;
    }
    return kept;
  }
}
