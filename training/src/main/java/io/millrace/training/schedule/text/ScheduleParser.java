package io.millrace.training.schedule.text;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import io.millrace.training.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@link Schedule#toString()} prints: a line a worker, actions apart by blanks, {@code
 * F0} for stage and worker alike, {@code 2F0} where a worker has several stages. Empty lines and
 * what follows a {@code #} are passed over.
 */
public final class ScheduleParser {
  private static final Pattern WORD = Pattern.compile("[^\\s#]+|#.*");
  private static final Pattern ACTION = Pattern.compile("(\\d{0,9})([FBRIW])(\\d{1,9})");

  private final String source;
  private final List<List<Action>> workers = new ArrayList<>();
  private Boolean named;

  private ScheduleParser(String source) {
    this.source = source;
  }

  /**
   * Parses a schedule; whether it makes sense is the validator's to say.
   *
   * @param source names the text in errors, such as a file's path
   * @param text the lines
   * @throws IllegalArgumentException naming source, line and column of the first word that is no
   *     action
   */
  public static Schedule parse(String source, String text) {
    ScheduleParser parser = new ScheduleParser(source);
    List<String> lines = text.lines().toList();
    for (int line = 0; line < lines.size(); line++) {
      List<Action> actions = parser.line(line + 1, lines.get(line));
      if (!actions.isEmpty()) {
        parser.workers.add(actions);
      }
    }
    if (parser.workers.isEmpty()) {
      throw new IllegalArgumentException(
          source + ": no action there; give a line a stage, such as F0 F1 B0 B1");
    }
    int stages =
        1 + parser.workers.stream().flatMap(List::stream).mapToInt(Action::stage).max().orElse(0);
    return new Schedule(stages, parser.workers);
  }

  private List<Action> line(int number, String line) {
    List<Action> actions = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find() && line.charAt(word.start()) != '#') {
      actions.add(action(number, word.start() + 1, word.group()));
    }
    return actions;
  }

  private Action action(int line, int column, String word) {
    Matcher action = ACTION.matcher(word);
    if (!action.matches()) {
      throw fault(
          line,
          column,
          word,
          "is no action; write F, B, R, I or W and the micro-batch, such as F0");
    }
    boolean hasStage = !action.group(1).isEmpty();
    if (named != null && named != hasStage) {
      throw fault(
          line,
          column,
          word,
          named ? "lacks the stage that others have, as in 2F0" : "names a stage; others do not");
    }
    named = hasStage;
    int stage = hasStage ? Integer.parseInt(action.group(1)) : workers.size();
    return new Action(stage, kind(action.group(2)), Integer.parseInt(action.group(3)));
  }

  private static Kind kind(String letter) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.letter() == letter.charAt(0))
        .findFirst()
        .orElseThrow();
  }

  private IllegalArgumentException fault(int line, int column, String word, String fault) {
    return new IllegalArgumentException(
        source + ", line " + line + ", column " + column + ": '" + word + "' " + fault);
  }
}
