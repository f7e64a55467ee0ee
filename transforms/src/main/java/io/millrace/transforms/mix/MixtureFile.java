package io.millrace.transforms.mix;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads a {@link Mixture} from YAML: either one phase,
 *
 * <pre>
 * languages: {eng_Latn: 3, deu_Latn: 1}
 * </pre>
 *
 * <p>or several, each with a share of the tokens, and either a named mix or languages:
 *
 * <pre>
 * phases:
 *   - {share: 0.6, mix: 'unimax:4'}
 *   - {share: 0.4, languages: {eng_Latn: 3, deu_Latn: 1}}
 * </pre>
 */
public final class MixtureFile {
  private final String file;
  private final JsonParser parser;

  private MixtureFile(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * @throws ConfigurationException naming the file, and the line within it, if it is no mixture
   */
  public static Mixture read(Path path) {
    try (JsonParser parser = new YAMLFactory().createParser(Files.readAllBytes(path))) {
      return new MixtureFile(path.toString(), parser).mixture();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ConfigurationException(
          path.toString(), line, "not YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new ConfigurationException(path.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private Mixture mixture() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT
        || parser.nextToken() != JsonToken.FIELD_NAME) {
      throw error("expected languages or phases");
    }
    String key = parser.currentName();
    parser.nextToken();
    Mixture mixture =
        switch (key) {
          case "languages" -> Mixture.of(languages());
          case "phases" -> phases();
          default -> throw error(key + ": unknown key; known are languages, phases");
        };
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw error(parser.currentName() + ": a mixture has languages or phases, once");
    }
    return mixture;
  }

  private Mixture phases() throws IOException {
    require(JsonToken.START_ARRAY, "phases: expected a list");
    List<Mixture.Phase> phases = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.START_OBJECT, "phases: expected share, and mix or languages, of each");
      phases.add(phase());
    }
    if (phases.isEmpty()) {
      throw error("phases: expected one at least");
    }
    return new Mixture(phases);
  }

  private Mixture.Phase phase() throws IOException {
    Double share = null;
    LanguageMix mix = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "share" -> share = number(key);
        case "mix" -> mix = once(mix, named());
        case "languages" -> mix = once(mix, languages());
        default -> throw error(key + ": unknown key; known are share, mix, languages");
      }
    }
    if (share == null || mix == null) {
      throw error("a phase has a share, and mix or languages");
    }
    try {
      return new Mixture.Phase(share, mix);
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
  }

  private LanguageMix once(LanguageMix before, LanguageMix mix) {
    if (before != null) {
      throw error("a phase has mix or languages, not both");
    }
    return mix;
  }

  private LanguageMix named() throws IOException {
    try {
      return LanguageMix.parse(parser.getText());
    } catch (IllegalArgumentException e) {
      throw error("mix: " + e.getMessage());
    }
  }

  private LanguageMix languages() throws IOException {
    require(JsonToken.START_OBJECT, "languages: expected weights by language");
    TreeMap<String, Double> weights = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String language = parser.currentName();
      parser.nextToken();
      if (weights.put(language, number(language)) != null) {
        throw error(language + " is given twice");
      }
    }
    try {
      return new WeightedMix(weights);
    } catch (IllegalArgumentException e) {
      throw error("languages: " + e.getMessage());
    }
  }

  private double number(String key) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw error(key + ": expected a number, not '" + parser.getText() + "'");
    }
    return parser.getDoubleValue();
  }

  private void require(JsonToken token, String expected) {
    if (parser.currentToken() != token) {
      throw error(expected);
    }
  }

  private ConfigurationException error(String message) {
    return new ConfigurationException(file, parser.currentTokenLocation().getLineNr(), message);
  }
}
