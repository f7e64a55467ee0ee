package io.millrace.transforms.language.fasttext;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that is not a usable fastText model: no such model, of another version, truncated, or
 * damaged. The message names the file, the byte offset and what is wrong there.
 */
public final class FastTextFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FastTextFormatException(Path file, long offset, String problem) {
    super(String.format(Locale.ROOT, "%s: at byte %d: %s", file, offset, problem));
  }

  FastTextFormatException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
