package io.millrace.ui.report;

import java.util.List;
import java.util.Locale;

/** Drawings in HTML and SVG. */
final class Charts {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 240;
  private static final int LEFT = 48;
  private static final int BOTTOM = 24;

  private Charts() {}

  /**
   * A bar of a {@link #bars} chart.
   *
   * @param label what it stands for
   * @param outer a pale bar behind, such as documents before; 0 for none
   * @param inner the bar itself, such as documents after
   */
  record Bar(String label, double outer, double inner) {}

  /** Horizontal bars, all to one scale, each with its numbers. */
  static String bars(List<Bar> bars) {
    double most =
        bars.stream().mapToDouble(bar -> Math.max(bar.outer(), bar.inner())).max().orElse(1);
    StringBuilder html = new StringBuilder("<div class=\"bars\">");
    for (Bar bar : bars) {
      html.append("<span>").append(Html.escape(bar.label())).append("</span>");
      html.append("<span class=\"track\">");
      html.append(track("wide", bar.outer() / most)).append(track("full", bar.inner() / most));
      html.append("</span><span class=\"value\">").append(value(bar)).append("</span>");
    }
    return html.append("</div>").toString();
  }

  private static String track(String style, double part) {
    return String.format(
        Locale.ROOT, "<i class=\"%s\" style=\"width:%.2f%%\"></i>", style, 100 * part);
  }

  private static String value(Bar bar) {
    String inner = String.format(Locale.ROOT, "%,.0f", bar.inner());
    return bar.outer() > 0 ? inner + String.format(Locale.ROOT, " of %,.0f", bar.outer()) : inner;
  }

  /**
   * A line of a {@link #lines} chart.
   *
   * @param style {@code first} or {@code second}
   * @param xs in rising order
   * @param ys as many
   */
  record Line(String style, double[] xs, double[] ys) {}

  /**
   * Lines over a common scale that begins at zero.
   *
   * @param lines what to draw; nothing is drawn of empty ones
   * @param mark a dashed level across, or NaN
   * @param markLabel what the level is
   */
  static String lines(List<Line> lines, double mark, String markLabel) {
    double maxX = 1;
    double maxY = Double.isNaN(mark) ? 0 : mark;
    for (Line line : lines) {
      for (int i = 0; i < line.xs().length; i++) {
        maxX = Math.max(maxX, line.xs()[i]);
        maxY = Math.max(maxY, line.ys()[i]);
      }
    }
    maxY = maxY == 0 ? 1 : 1.05 * maxY;
    StringBuilder svg = open();
    grid(svg, maxX, maxY);
    for (Line line : lines) {
      svg.append("<polyline class=\"").append(line.style()).append("\" points=\"");
      for (int i = 0; i < line.xs().length; i++) {
        svg.append(
            String.format(Locale.ROOT, "%.1f,%.1f ", x(line.xs()[i], maxX), y(line.ys()[i], maxY)));
      }
      svg.append("\"/>");
    }
    if (!Double.isNaN(mark)) {
      double level = y(mark, maxY);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"mark\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT,
              WIDTH,
              level,
              level,
              WIDTH,
              level - 4,
              Html.escape(markLabel)));
    }
    return svg.append("</svg>").toString();
  }

  private static void grid(StringBuilder svg, double maxX, double maxY) {
    for (int tick = 0; tick <= 4; tick++) {
      double level = maxY * tick / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>",
              LEFT,
              WIDTH,
              y(level, maxY),
              y(level, maxY),
              LEFT - 6,
              y(level, maxY) + 4,
              level));
      double step = maxX * tick / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%,.0f</text>",
              x(step, maxX),
              HEIGHT - 6,
              tick == 4 ? "end" : "middle",
              step));
    }
  }

  /**
   * A stretch of a {@link #gantt} chart.
   *
   * @param row from 0
   * @param action printed on hover; its first letter of F, B, R gives the colour
   * @param startSeconds from the step's begin
   * @param endSeconds from the step's begin
   */
  record Span(int row, String action, double startSeconds, double endSeconds) {}

  /** What each row did when. */
  static String gantt(List<String> rows, List<Span> spans) {
    double end = spans.stream().mapToDouble(Span::endSeconds).max().orElse(1);
    int height = 28 * rows.size() + BOTTOM;
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH + 8, height));
    for (int row = 0; row < rows.size(); row++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"0\" y=\"%d\">%s</text>",
              28 * row + 17,
              Html.escape(rows.get(row))));
    }
    for (Span span : spans) {
      double width = x(span.endSeconds(), end) - x(span.startSeconds(), end);
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.2f\" height=\"22\">"
                  + "<title>%s, %.1f ms</title></rect>",
              kind(span.action()),
              x(span.startSeconds(), end),
              28 * span.row(),
              Math.max(0.5, width - 0.5),
              Html.escape(span.action()),
              1000 * (span.endSeconds() - span.startSeconds())));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.0f ms</text>",
            WIDTH,
            height - 6,
            1000 * end));
    return svg.append("</svg>").toString();
  }

  private static String kind(String action) {
    for (char c : action.toCharArray()) {
      if ("FBR".indexOf(c) >= 0) {
        return String.valueOf(c);
      }
    }
    return "B";
  }

  private static StringBuilder open() {
    return new StringBuilder(
        String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH + 8, HEIGHT));
  }

  private static double x(double value, double max) {
    return LEFT + (WIDTH - LEFT) * value / max;
  }

  private static double y(double value, double max) {
    return (HEIGHT - BOTTOM) * (1 - value / max) + 4;
  }
}
