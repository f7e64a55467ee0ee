package io.millrace.jobs.command;

import io.millrace.io.charset.ContentDecoder;
import io.millrace.transforms.extract.ExtractionOptions;
import io.millrace.transforms.extract.TextExtractor;
import io.millrace.transforms.extract.evaluate.AnnotatedPage;
import io.millrace.transforms.extract.evaluate.SnippetScore;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.Range;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores text extraction on annotated pages: one line of precision, recall, F1 and speed. */
@Command(
    name = "evaluate-extraction",
    description =
        "Extracts annotated pages on one thread and prints how much of their main content, and of"
            + " what surrounds it, is in the text, and the pages extracted a second.",
    footer = "bin/millrace evaluate-extraction --pages=pages --annotations=annotations.json")
public final class EvaluateExtractionCommand implements Callable<Integer> {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  @Option(
      names = "--pages",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the HTML files that the annotations name.")
  private Path pages;

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "FILE",
      description =
          "JSON object by URL: {\"file\": NAME, \"with\": [SNIPPET, ...], \"without\":"
              + " [SNIPPET, ...]}.")
  private Path annotations;

  @Option(
      names = "--warmUpSeconds",
      defaultValue = "15",
      paramLabel = "INT",
      description =
          "Extract all pages again and again for so long before the time of one pass is taken, so"
              + " that the JVM has compiled the code.")
  @Range(min = 0, max = 3600)
  private int warmUpSeconds;

  private final TextExtractor extractor = new TextExtractor(ExtractionOptions.defaults());

  private record Page(AnnotatedPage annotated, String html) {}

  /** The outcome of extracting every page once; the time is that of extraction alone. */
  private record Pass(SnippetScore score, long nanos) {}

  @Override
  public Integer call() {
    List<Page> pages = read();
    long begun = System.nanoTime();
    Pass pass = extractAll(pages);
    while (System.nanoTime() - begun < warmUpSeconds * NANOS_PER_SECOND) {
      pass = extractAll(pages);
    }
    SnippetScore score = pass.score;
    System.out.printf(
        Locale.ROOT,
        "precision=%.3f recall=%.3f f1=%.3f pages_per_second=%.0f%n",
        score.precision(),
        score.recall(),
        score.f1(),
        (double) pages.size() * NANOS_PER_SECOND / pass.nanos);
    return ExitCode.SUCCESS;
  }

  private Pass extractAll(List<Page> pages) {
    SnippetScore score = SnippetScore.NONE;
    long nanos = 0;
    for (Page page : pages) {
      long begun = System.nanoTime();
      String text = extractor.extract(page.html, page.annotated.url()).text();
      nanos += System.nanoTime() - begun;
      score = score.plus(SnippetScore.of(page.annotated, text));
    }
    return new Pass(score, nanos);
  }

  private List<Page> read() {
    ContentDecoder decoder = new ContentDecoder();
    return annotated().stream()
        .map(page -> new Page(page, decoder.decode(bytes(page), "").text()))
        .toList();
  }

  private List<AnnotatedPage> annotated() {
    try {
      List<AnnotatedPage> annotated = AnnotatedPage.readAll(annotations);
      if (annotated.isEmpty()) {
        throw new UsageException("--annotations=" + annotations + " names no page");
      }
      return annotated;
    } catch (IOException e) {
      throw new UsageException("--annotations: cannot be read: " + e.getMessage(), e);
    }
  }

  private byte[] bytes(AnnotatedPage page) {
    Path file = pages.resolve(page.file());
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UsageException(
          "--pages=" + pages + ": cannot read " + file + ", named for " + page.url(), e);
    }
  }
}
