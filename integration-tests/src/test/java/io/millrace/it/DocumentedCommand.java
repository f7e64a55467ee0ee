package io.millrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command line in a block of code of the documentation.
 *
 * @param page the Markdown file, relative to the repository
 * @param section the heading of the second level above it; empty before the first
 * @param text the line, continued lines joined, without its comment
 */
record DocumentedCommand(String page, String section, String text) {
  private static final String FENCE = "```";
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:time )?(?:[A-Z_]+=(?:\"[^\"]*\"|\\S*) )*(?:bin/[a-z-]+|mvn|java|javac|jar|keytool|curl)(?: .*)?");
  private static final Pattern COMMENT = Pattern.compile("\\s+# .*$");

  /** Another command after this one, on the same line. */
  private static final Pattern NEXT = Pattern.compile("; (?=bin/)");

  /** All of README, CONTRIBUTING and {@code docs}, page by page. */
  static List<DocumentedCommand> in(Path repository) throws IOException {
    List<Path> pages = new ArrayList<>();
    pages.add(repository.resolve("README.md"));
    pages.add(repository.resolve("CONTRIBUTING.md"));
    try (Stream<Path> files = Files.walk(repository.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    List<DocumentedCommand> commands = new ArrayList<>();
    for (Path page : pages) {
      commands.addAll(of(repository.relativize(page).toString(), Files.readAllLines(page)));
    }
    return commands;
  }

  /** The commands of a page. */
  static List<DocumentedCommand> of(String page, List<String> lines) {
    List<DocumentedCommand> commands = new ArrayList<>();
    String section = "";
    boolean fenced = false;
    StringBuilder command = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith(FENCE)) {
        fenced = !fenced;
      } else if (!fenced && line.startsWith("## ")) {
        section = line.substring(3).strip();
      } else if (fenced || line.startsWith("    ")) {
        command.append(COMMENT.matcher(line.strip()).replaceFirst(""));
        if (command.toString().endsWith("\\")) {
          command.setLength(command.length() - 1);
        } else {
          for (String text : NEXT.split(command)) {
            if (COMMAND.matcher(text).matches()) {
              commands.add(new DocumentedCommand(page, section, text));
            }
          }
          command.setLength(0);
        }
      }
    }
    return commands;
  }

  @Override
  public String toString() {
    return page + (section.isEmpty() ? "" : ", " + section) + ": " + text;
  }
}
