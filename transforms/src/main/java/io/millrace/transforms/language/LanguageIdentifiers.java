package io.millrace.transforms.language;

import io.millrace.transforms.language.fasttext.FastTextModel;
import io.millrace.transforms.language.langdetect.OpenNlpIdentifier;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Loads identifiers, each model once for all threads of this process. */
public final class LanguageIdentifiers {
  private static final Map<Object, LanguageIdentifier> LOADED = new HashMap<>();

  private LanguageIdentifiers() {}

  /** The identifier on the class path, {@link OpenNlpIdentifier}. */
  public static LanguageIdentifier embedded() throws IOException {
    synchronized (LOADED) {
      LanguageIdentifier identifier = LOADED.get("embedded");
      if (identifier == null) {
        identifier = OpenNlpIdentifier.load();
        LOADED.put("embedded", identifier);
      }
      return identifier;
    }
  }

  /**
   * A fastText model. A file that has changed since it was loaded is loaded again.
   *
   * @throws IOException if the file cannot be read
   * @throws io.millrace.transforms.language.fasttext.FastTextFormatException if it is no supervised
   *     fastText model, or damaged
   */
  public static LanguageIdentifier load(Path model) throws IOException {
    FileState state =
        new FileState(
            model.toRealPath(), Files.size(model), Files.getLastModifiedTime(model).toMillis());
    synchronized (LOADED) {
      LanguageIdentifier identifier = LOADED.get(state);
      if (identifier == null) {
        identifier = new FastTextIdentifier(FastTextModel.load(model));
        LOADED.put(state, identifier);
      }
      return identifier;
    }
  }

  /**
   * Names an identifier that workers load when they first need it: what a {@code DoFn} holds.
   *
   * @param model path of a fastText model that every worker can read; null for the embedded one
   */
  public record Source(String model) implements Serializable {
    /** Loads the identifier, or gives the one that this process has. */
    public LanguageIdentifier identifier() {
      try {
        return model == null ? embedded() : load(Path.of(model));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the language model: " + e.getMessage(), e);
      }
    }
  }

  private record FileState(Path path, long sizeBytes, long modifiedMillis) {}
}
