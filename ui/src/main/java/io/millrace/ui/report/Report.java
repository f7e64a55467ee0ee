package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.report.Charts.Bar;
import io.millrace.ui.report.Charts.Line;
import io.millrace.ui.report.Charts.Span;
import io.millrace.ui.report.HtmlPage.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code report.html}, drawn from the files that runs leave: {@code summary.json}, {@code
 * manifest.json} and {@code metrics.jsonl}. The page needs no network and escapes whatever it
 * shows.
 */
public final class Report {
  private static final int BARS = 40;

  private final HtmlPage page;

  private Report(String title) {
    page = new HtmlPage(title);
  }

  /** The report of a {@code curate} run. */
  public static String curate(JsonNode summary, JsonNode manifest) {
    Report report = new Report("Millrace: curated documents");
    report.addCurate(summary);
    report.addRun(summary, manifest);
    return report.page.html();
  }

  /** The report of a {@code rebalance} run. */
  public static String rebalance(JsonNode summary, JsonNode manifest) {
    Report report = new Report("Millrace: training shards");
    report.addRebalance(summary);
    report.addRun(summary, manifest);
    return report.page.html();
  }

  /**
   * The report of a {@code train} run.
   *
   * @param metrics the lines of {@code metrics.jsonl}
   */
  public static String train(JsonNode summary, JsonNode manifest, List<JsonNode> metrics) {
    Report report = new Report("Millrace: training");
    report.addTrain(summary, metrics);
    report.addRun(summary, manifest);
    return report.page.html();
  }

  /** One report of three runs that feed one another. */
  public static String demo(
      JsonNode curate, JsonNode rebalance, JsonNode train, List<JsonNode> metrics) {
    Report report = new Report("Millrace: from a crawl to a model");
    report.page.note("The bundled sample crawl, curated, rebalanced and trained on.");
    report.addCurate(curate);
    report.addRebalance(rebalance);
    report.addTrain(train, metrics);
    return report.page.html();
  }

  private void addCurate(JsonNode summary) {
    JsonNode stages = summary.path("stages");
    JsonNode last = stages.path(stages.size() - 1);
    page.section("Curation")
        .figures(
            List.of(
                new Figure(HtmlPage.print(stages.path(0).path("in").asLong()), "records read"),
                new Figure(HtmlPage.print(last.path("kept").asLong()), "documents kept"),
                new Figure(HtmlPage.print(last.path("bytes").asLong()), "bytes of text"),
                new Figure(HtmlPage.print(languages(summary, "documents")), "languages")));
    funnel(stages);
    languagesBeforeAndAfter(summary.path("languages"));
    dropReasons(stages);
    textLengths(summary.path("text_lengths"));
  }

  private static long languages(JsonNode summary, String field) {
    long count = 0;
    for (JsonNode language : summary.path("languages")) {
      count += language.path(field).asLong() > 0 ? 1 : 0;
    }
    return count;
  }

  private void funnel(JsonNode stages) {
    List<Bar> bars = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    for (JsonNode stage : stages) {
      String name = stage.path("stage").asText();
      long in = stage.path("in").asLong();
      long kept = stage.path("kept").asLong();
      bars.add(new Bar(name, in, kept));
      long dead = stage.path("dead_lettered").asLong();
      rows.add(List.of(name, in, kept, in - kept - dead, dead, stage.path("seconds").asDouble()));
    }
    page.section("Documents kept of those that entered each stage")
        .chart(Charts.bars(bars))
        .foldedTable(
            "as a table",
            List.of("stage", "in", "kept", "dropped", "dead letters", "worker seconds"),
            rows);
  }

  private void languagesBeforeAndAfter(JsonNode languages) {
    List<List<Object>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> language : languages.properties()) {
      JsonNode counts = language.getValue();
      rows.add(
          List.of(
              language.getKey(),
              counts.path("before").asLong(),
              counts.path("documents").asLong(),
              counts.path("bytes").asLong()));
    }
    rows.sort(Comparator.comparingLong(row -> -(long) row.get(1)));
    page.section("Languages: documents kept of those identified");
    if (rows.isEmpty()) {
      page.note("No document was identified.");
      return;
    }
    page.chart(
            Charts.bars(
                rows.stream()
                    .limit(BARS)
                    .map(row -> new Bar((String) row.get(0), (long) row.get(1), (long) row.get(2)))
                    .toList()))
        .foldedTable(
            "all " + rows.size() + " languages",
            List.of("language", "identified", "kept", "bytes"),
            rows);
  }

  private void dropReasons(JsonNode stages) {
    List<Bar> bars = new ArrayList<>();
    for (JsonNode stage : stages) {
      for (Map.Entry<String, JsonNode> reason : stage.path("dropped").properties()) {
        String label = stage.path("stage").asText() + ": " + reason.getKey();
        bars.add(new Bar(label, 0, reason.getValue().asDouble()));
      }
    }
    page.section("Why records and documents were left out");
    if (bars.isEmpty()) {
      page.note("Nothing was.");
    } else {
      page.chart(Charts.bars(bars));
    }
  }

  private void textLengths(JsonNode lengths) {
    List<Bar> bars = new ArrayList<>();
    for (JsonNode bin : lengths) {
      String label =
          HtmlPage.print(bin.path("from").asLong())
              + " – "
              + HtmlPage.print(bin.path("to").asLong());
      bars.add(new Bar(label, 0, bin.path("documents").asDouble()));
    }
    if (!bars.isEmpty()) {
      page.section("Documents by the length of their text, in characters").chart(Charts.bars(bars));
    }
  }

  private void addRebalance(JsonNode summary) {
    JsonNode train = summary.path("splits").path("train");
    JsonNode validation = summary.path("splits").path("validation");
    page.section("Mixture")
        .figures(
            List.of(
                new Figure(HtmlPage.print(train.path("tokens").asLong()), "tokens to train on"),
                new Figure(HtmlPage.print(train.path("sequences").asLong()), "sequences"),
                new Figure(HtmlPage.print(validation.path("tokens").asLong()), "tokens held out"),
                new Figure(HtmlPage.print(languages(summary, "tokens")), "languages")));
    List<List<Object>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> language : summary.path("languages").properties()) {
      JsonNode counts = language.getValue();
      rows.add(
          List.of(
              language.getKey(),
              counts.path("tokens").asLong(),
              counts.path("planned_tokens").asLong(),
              counts.path("achieved_tokens").asLong(),
              counts.path("epochs").asDouble(),
              counts.path("tokens_per_byte").asDouble()));
    }
    rows.sort(Comparator.comparingLong(row -> -(long) row.get(1)));
    page.section("Languages: tokens in the mixture, before it in pale")
        .chart(
            Charts.bars(
                rows.stream()
                    .limit(BARS)
                    .map(row -> new Bar((String) row.get(0), (long) row.get(1), (long) row.get(3)))
                    .toList()))
        .foldedTable(
            "all " + rows.size() + " languages",
            List.of("language", "tokens", "planned", "achieved", "epochs", "tokens per byte"),
            rows);
  }

  private void addTrain(JsonNode summary, List<JsonNode> metrics) {
    double unigram = summary.path("unigram_entropy_bits_per_byte").asDouble(Double.NaN);
    page.section("Training")
        .figures(
            List.of(
                new Figure(HtmlPage.print(summary.path("steps").asLong()), "steps"),
                new Figure(
                    HtmlPage.print(summary.path("validation_bits_per_byte").asDouble()),
                    "held-out bits per byte"),
                new Figure(HtmlPage.print(unigram), "unigram entropy, bits per byte"),
                new Figure(
                    HtmlPage.print(Math.round(summary.path("tokens_per_second").asDouble())),
                    "tokens per second")));
    page.section("Loss, nats per token")
        .chart(Charts.lines(List.of(line("first", metrics, "loss")), Double.NaN, ""));
    page.section("Held-out loss, bits per byte")
        .chart(
            Charts.lines(
                List.of(line("second", metrics, "validation_bits_per_byte")),
                unigram,
                "unigram entropy of the training bytes"));
    page.section("Tokens per second")
        .chart(Charts.lines(List.of(line("first", metrics, "tokens_per_second")), Double.NaN, ""));
    schedule(summary.path("schedule"));
  }

  private static Line line(String style, List<JsonNode> metrics, String field) {
    List<JsonNode> points = metrics.stream().filter(line -> line.path(field).isNumber()).toList();
    return new Line(
        style,
        points.stream().mapToDouble(point -> point.path("step").asDouble()).toArray(),
        points.stream().mapToDouble(point -> point.path(field).asDouble()).toArray());
  }

  private void schedule(JsonNode schedule) {
    List<String> rows = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (JsonNode row : schedule.path("rows")) {
      for (JsonNode action : row.path("actions")) {
        spans.add(
            new Span(
                rows.size(),
                action.path("action").asText(),
                action.path("start_seconds").asDouble(),
                action.path("end_seconds").asDouble()));
      }
      rows.add(row.path("device").asText());
    }
    if (!spans.isEmpty()) {
      page.section("One step of the " + schedule.path("name").asText() + " schedule, as it ran")
          .chart(Charts.gantt(rows, spans))
          .chart(
              "<p class=\"key\"><i style=\"background:var(--a)\"></i>forward"
                  + "<i style=\"background:var(--b)\"></i>backward"
                  + "<i style=\"background:var(--c)\"></i>recompute</p>");
    }
  }

  private void addRun(JsonNode summary, JsonNode manifest) {
    Map<String, Object> facts = new TreeMap<>();
    manifest
        .path("options")
        .properties()
        .forEach(option -> facts.put("--" + option.getKey(), option.getValue().asText()));
    facts.put("run", summary.path("run_id").asText());
    facts.put("seconds", summary.path("seconds").asDouble());
    facts.put("version", manifest.path("code_version").asText());
    List<List<Object>> rows = new ArrayList<>();
    facts.forEach((name, value) -> rows.add(List.of(name, value)));
    List<List<Object>> files = new ArrayList<>();
    for (JsonNode file : manifest.path("files")) {
      files.add(
          List.of(
              file.path("path").asText(),
              file.path("rows").asLong(),
              file.path("bytes").asLong(),
              file.path("sha256").asText()));
    }
    page.section("This run")
        .table(List.of("option", "value"), rows)
        .foldedTable(files.size() + " files", List.of("path", "rows", "bytes", "SHA-256"), files);
  }
}
