package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.ui.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every report in a real browser, as on a phone and on a desk, by day and by night. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportBrowserIT {
  private static final int PHONE_WIDTH = 390;
  private static final int DESK_WIDTH = 1280;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Whatever makes a browser fetch something; links that one may follow are none. */
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "<(script|img|iframe|source|video|audio|embed|object)\\b[^>]*\\s(src|data)\\s*=\\s*[\"']?+(?!data:)"
              + "|<link\\b[^>]*\\shref\\s*=\\s*[\"']?+(?!data:)"
              + "|url\\(\\s*[\"']?(https?:)?//|@import\\b|\\bfetch\\(|XMLHttpRequest|\\bimport\\(|new WebSocket");

  private static final String DRAWN = "document.querySelectorAll('canvas').length";

  /** Canvases without any pixel that is not transparent. */
  private static final String BLANK =
      """
      [...document.querySelectorAll('canvas')].filter(canvas => canvas.width > 0 && canvas.height > 0
        && !canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
            .some((value, i) => i % 4 === 3 && value > 0)).length
      """;

  private static final String LUMINANCE =
      """
      (() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; })()
      """;

  @TempDir static Path folder;

  private Browser browser;

  @BeforeAll
  void makeReports() throws IOException {
    Path crawl = Sample.subset(folder.resolve("crawl.warc.gz"), 3, 170);
    run("curate", "--input=" + crawl, "--output=" + folder.resolve("curate"));
    run(
        "calibrate",
        "--input=" + folder.resolve("curate"),
        "--reference=" + Sample.WARC.resolveSibling("expected") + "/*_*.txt",
        "--output=" + folder.resolve("calibrate"));
    run(
        "rebalance",
        "--input=" + folder.resolve("curate"),
        "--output=" + folder.resolve("rebalance"),
        "--languageMix=alpha:0.3");
    Cli.Result trained =
        TrainedRun.train(
            folder.resolve("rebalance").toString(),
            folder.resolve("train").toString(),
            "--steps=3");
    assertThat(trained.exitCode()).as(trained.stderr()).isZero();
    Path demo = Files.createDirectory(folder.resolve("demo"));
    Files.writeString(
        demo.resolve("report.html"),
        Report.ofChain(
            folder.resolve("curate"), folder.resolve("rebalance"), folder.resolve("train")));
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"curate", "calibrate", "rebalance", "train", "demo"})
  void namesNothingOutside(String name) throws IOException {
    String html = Files.readString(report(name));

    assertThat(OUTSIDE.matcher(html).results().map(MatchResult::group)).isEmpty();
    assertThat(html).contains("Content-Security-Policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"curate", "calibrate", "rebalance", "train", "demo"})
  void isDrawnWithoutErrorsRequestsOrScrollingSideways(String name) throws IOException {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium on the search path: reports were not drawn");
    if (browser == null) {
      browser = Browser.start(program.get(), folder.resolve("profile"));
    }
    Files.createDirectories(SCREENSHOTS);
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(PHONE_WIDTH, DESK_WIDTH)) {
        String drawing = name + "-" + scheme + "-" + width;
        browser.prefer(scheme);
        browser.resize(width, 900);
        browser.open(report(name).toUri());

        assertThat(browser.complaints()).as(drawing).isEmpty();
        assertThat(browser.requests()).as(drawing).containsExactly(report(name).toUri().toString());
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
            .as("width of %s", drawing)
            .isLessThanOrEqualTo(width);
        assertThat(browser.evaluate(DRAWN).asInt()).as("charts of %s", drawing).isPositive();
        assertThat(browser.evaluate(BLANK).asInt()).as("blank charts of %s", drawing).isZero();
        assertThat(browser.evaluate(LUMINANCE).asDouble() < 128)
            .as("%s has a dark background", drawing)
            .isEqualTo(scheme.equals("dark"));
        Files.write(SCREENSHOTS.resolve(drawing + ".png"), browser.screenshot());
      }
    }
  }

  private static Path report(String name) {
    return folder.resolve(name).resolve("report.html");
  }

  private static void run(String... args) {
    Cli.Result result = Cli.millrace(args);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }
}
