package io.millrace.training.schedule.simulate;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A simulation drawn in text: a line a worker, time to the right, a dot where it is idle. */
public final class GanttChart {
  private static final char IDLE = '.';

  private GanttChart() {}

  /**
   * Draws a chart. An action begins with its name where there is room for it, and goes on with its
   * kind's letter, small.
   *
   * @param columns for the whole time, at least 1; fewer where that gives each unit of time a whole
   *     number of them
   * @return lines, each ended by a line feed
   */
  public static String draw(Timeline simulation, int columns) {
    double scale = columns / Math.max(simulation.makespan(), Double.MIN_NORMAL);
    double wholeScale = scale >= 1 ? Math.floor(scale) : scale;
    Function<Action, String> name =
        simulation.schedule().oneStageEach() ? Action::brief : Action::toString;
    StringBuilder chart = new StringBuilder();
    int end = column(simulation.makespan(), wholeScale);
    for (int worker = 0; worker < simulation.workers().size(); worker++) {
      chart.append(String.format(Locale.ROOT, "%3d |", worker));
      chart.append(line(simulation.workers().get(worker), wholeScale, end, name)).append("|\n");
    }
    return chart.toString();
  }

  private static StringBuilder line(
      List<Interval> intervals, double scale, int end, Function<Action, String> name) {
    StringBuilder line = new StringBuilder();
    for (Interval interval : intervals) {
      fill(line, IDLE, column(interval.start(), scale));
      int until = column(interval.end(), scale);
      char letter = interval.action().kind().letter();
      if (until - line.length() >= name.apply(interval.action()).length()) {
        line.append(name.apply(interval.action()));
      } else if (until > line.length()) {
        line.append(letter);
      }
      fill(line, Character.toLowerCase(letter), until);
    }
    fill(line, IDLE, end);
    return line;
  }

  private static int column(double time, double scale) {
    return (int) Math.round(time * scale);
  }

  private static void fill(StringBuilder line, char with, int until) {
    while (line.length() < until) {
      line.append(with);
    }
  }
}
