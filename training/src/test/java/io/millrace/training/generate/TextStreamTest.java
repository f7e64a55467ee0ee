package io.millrace.training.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.io.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextStreamTest {
  private final ByteTokenizer bytes = new ByteTokenizer();
  private final List<String> pieces = new ArrayList<>();

  @Test
  void aCharacterComesOnceItIsWhole() {
    TextStream stream = new TextStream(bytes, pieces::add);
    for (int id : bytes.encode("aü😀b")) {
      stream.add(id);
    }
    assertThat(pieces).containsExactly("a", "ü", "😀", "b");
  }

  @Test
  void whatStaysIncompleteComesAtTheEnd() {
    TextStream stream = new TextStream(bytes, pieces::add);
    stream.add('a');
    stream.add("ü".getBytes(StandardCharsets.UTF_8)[0] & 0xFF);
    assertThat(pieces).containsExactly("a");
    stream.end();
    assertThat(String.join("", pieces)).isEqualTo("a\uFFFD");
  }

  @Test
  void bytesThatAreNoTextDoNotSpoilWhatFollows() {
    TextStream stream = new TextStream(bytes, pieces::add);
    int[] ids = {0xFF, 0xC3, 'x', 'y'};
    for (int id : ids) {
      stream.add(id);
    }
    stream.end();
    assertThat(String.join("", pieces)).isEqualTo(bytes.decode(ids));
  }

  @Test
  void blanksAreKeptThoughTheTokenizerDropsThemAtTheStart() {
    TextStream stream = new TextStream(new WordTokenizer(), pieces::add);
    stream.add(0, 1);
    stream.add(2);
    stream.end();
    assertThat(String.join("", pieces)).isEqualTo("the mill turns");
  }

  /** As SentencePiece does, words have a blank before them, which a text does not begin with. */
  private static final class WordTokenizer implements Tokenizer {
    private static final List<String> WORDS = List.of("the", "mill", "turns");

    @Override
    public int[] encode(String text) {
      throw new UnsupportedOperationException("only decodes");
    }

    @Override
    public String decode(int[] ids) {
      List<String> words = new ArrayList<>();
      for (int id : ids) {
        words.add(WORDS.get(id));
      }
      return String.join(" ", words);
    }

    @Override
    public int vocabularySize() {
      return WORDS.size();
    }

    @Override
    public int boundaryId() {
      return WORDS.size();
    }

    @Override
    public String kind() {
      return "words";
    }

    @Override
    public String sha256() {
      return "";
    }
  }
}
