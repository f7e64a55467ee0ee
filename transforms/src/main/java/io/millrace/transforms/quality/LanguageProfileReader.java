package io.millrace.transforms.quality;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads one {@link LanguageProfile} from YAML with the keys of FineWeb2's {@code configs/*.yml}.
 * Every key must be there once, {@code language_score} may be left out, and no other is known.
 */
final class LanguageProfileReader {
  private static final YAMLFactory YAML = new YAMLFactory();

  private final String file;
  private final JsonParser parser;
  private final Map<String, Object> values = new HashMap<>();

  private LanguageProfileReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * @param file what to call it in errors
   * @param yaml the profile
   * @throws ConfigurationException naming file, line and key if the profile is invalid
   */
  static LanguageProfile read(String file, String yaml) {
    try (JsonParser parser = YAML.createParser(yaml)) {
      return new LanguageProfileReader(file, parser).profile();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ConfigurationException(file, line, "not YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LanguageProfile profile() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new ConfigurationException(file, 1, "expected a mapping of keys to values");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Key known = Key.find(key);
      if (known == null) {
        throw error(key + ": unknown key; known are " + Key.names());
      }
      parser.nextToken();
      if (values.put(key, known.type.read(this, known)) != null) {
        throw error(key + ": given twice");
      }
    }
    return build();
  }

  @SuppressWarnings("unchecked") // Each key's type decides what is put under it.
  private LanguageProfile build() {
    values.putIfAbsent(Key.LANGUAGE_SCORE.yaml, LanguageProfile.OFF);
    for (Key key : Key.values()) {
      if (!values.containsKey(key.yaml)) {
        throw new ConfigurationException(file, key.yaml + ": missing; -1 switches a rule off");
      }
    }
    return new LanguageProfile(
        value(Key.DUP_LINE_FRAC),
        (List<NGramThreshold>) values.get(Key.TOP_N_GRAMS.yaml),
        (List<NGramThreshold>) values.get(Key.DUP_N_GRAMS.yaml),
        value(Key.LANGUAGE_SCORE),
        value(Key.LINE_PUNCT_THR),
        value(Key.MIN_AVG_WORD_LENGTH),
        value(Key.MAX_AVG_WORD_LENGTH),
        value(Key.MAX_NON_ALPHA_WORDS_RATIO),
        value(Key.NEW_LINE_RATIO),
        (Set<String>) values.get(Key.STOPWORDS.yaml));
  }

  private double value(Key key) {
    return (Double) values.get(key.yaml);
  }

  private double readThreshold(Key key) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw error(key.yaml + ": expected a number, not " + shown());
    }
    double value = number(key);
    boolean inRange = value >= 0 && value <= key.maximum;
    if (!inRange && value != LanguageProfile.OFF) {
      throw error(
          key.yaml
              + ": "
              + parser.getText()
              + " is out of range; expected -1 (off) or "
              + (key.maximum == Double.MAX_VALUE ? "0 or more" : "0 to " + (long) key.maximum));
    }
    return value;
  }

  private double number(Key key) throws IOException {
    try {
      return parser.getDoubleValue();
    } catch (JsonProcessingException e) {
      throw error(key.yaml + ": expected a number, not " + shown());
    }
  }

  private List<NGramThreshold> readNGrams(Key key) throws IOException {
    String expected = key.yaml + ": expected a list of pairs [n, threshold], not ";
    List<NGramThreshold> thresholds = new ArrayList<>();
    require(JsonToken.START_ARRAY, expected);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.START_ARRAY, expected);
      parser.nextToken();
      require(JsonToken.VALUE_NUMBER_INT, expected);
      int n = parser.getIntValue();
      if (n < 1) {
        throw error(key.yaml + ": n-grams of " + n + " tokens; expected 1 or more");
      }
      parser.nextToken();
      thresholds.add(new NGramThreshold(n, readThreshold(key)));
      parser.nextToken();
      require(JsonToken.END_ARRAY, expected);
    }
    return thresholds;
  }

  private Set<String> readWords(Key key) throws IOException {
    String expected = key.yaml + ": expected a list of words, not ";
    Set<String> words = new LinkedHashSet<>();
    require(JsonToken.START_ARRAY, expected);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
        throw error(expected + shown() + "; quote it if it is a word");
      }
      words.add(parser.getText());
    }
    return words;
  }

  private void require(JsonToken token, String expected) throws IOException {
    if (parser.currentToken() != token) {
      throw error(expected + shown());
    }
  }

  private String shown() throws IOException {
    return switch (parser.currentToken()) {
      case START_ARRAY -> "a list";
      case END_ARRAY -> "the list's end";
      case START_OBJECT -> "a mapping";
      case VALUE_NULL -> "nothing";
      default -> "'" + parser.getText() + "'";
    };
  }

  private ConfigurationException error(String message) {
    return new ConfigurationException(file, parser.currentTokenLocation().getLineNr(), message);
  }

  /** How a key's value is read. */
  @FunctionalInterface
  private interface Type {
    Object read(LanguageProfileReader reader, Key key) throws IOException;
  }

  /** The keys of a profile, with the greatest value of numbers. */
  private enum Key {
    DUP_LINE_FRAC(LanguageProfileReader::readThreshold, Double.MAX_VALUE),
    DUP_N_GRAMS(LanguageProfileReader::readNGrams, Double.MAX_VALUE),
    LANGUAGE_SCORE(LanguageProfileReader::readThreshold, 1),
    LINE_PUNCT_THR(LanguageProfileReader::readThreshold, Double.MAX_VALUE),
    MAX_AVG_WORD_LENGTH(LanguageProfileReader::readThreshold, Double.MAX_VALUE),
    MAX_NON_ALPHA_WORDS_RATIO(LanguageProfileReader::readThreshold, Double.MAX_VALUE),
    MIN_AVG_WORD_LENGTH(LanguageProfileReader::readThreshold, Double.MAX_VALUE),
    NEW_LINE_RATIO(LanguageProfileReader::readThreshold, Double.MAX_VALUE),
    STOPWORDS(LanguageProfileReader::readWords, 0),
    TOP_N_GRAMS(LanguageProfileReader::readNGrams, Double.MAX_VALUE);

    private final String yaml = name().toLowerCase(Locale.ROOT);
    private final Type type;
    private final double maximum;

    Key(Type type, double maximum) {
      this.type = type;
      this.maximum = maximum;
    }

    static Key find(String yaml) {
      for (Key key : values()) {
        if (key.yaml.equals(yaml)) {
          return key;
        }
      }
      return null;
    }

    static String names() {
      Set<String> names = new TreeSet<>();
      for (Key key : values()) {
        names.add(key.yaml);
      }
      return String.join(", ", names);
    }
  }
}
