package io.millrace.transforms.vocabulary;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Writes made-up texts in eight alphabets for measurements: words by Zipf's law (a word of rank r
 * occurs in proportion to 1/r), their letters by one too, so that pairs differ in weight.
 */
public final class ZipfTexts {
  private static final int WORDS_OF_A_LANGUAGE = 2_000_000;
  private static final int WORDS_OF_A_TEXT = 200;
  private static final int LETTERS = 26;
  private static final List<Language> LANGUAGES =
      List.of(
          new Language("eng_Latn", 'a'),
          new Language("rus_Cyrl", 'а'),
          new Language("ell_Grek", 'α'),
          new Language("hye_Armn", 'ա'),
          new Language("hin_Deva", 'अ'),
          new Language("tha_Thai", 'ก'),
          new Language("kat_Geor", 'ა'),
          new Language("kor_Hang", '가'));

  private record Language(String label, char firstLetter) {}

  private ZipfTexts() {}

  /**
   * @param args the file to write, and how many texts of each language
   */
  public static void main(String[] args) throws IOException {
    Random random = new Random(1);
    int texts = Integer.parseInt(args[1]);
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[0]), StandardCharsets.UTF_8)) {
      for (int i = 0; i < texts; i++) {
        for (Language language : LANGUAGES) {
          out.write("{\"language\":\"" + language.label() + "\",\"text\":\"");
          for (int k = 0; k < WORDS_OF_A_TEXT; k++) {
            out.write(word(zipf(random.nextDouble(), WORDS_OF_A_LANGUAGE), language.firstLetter()));
            out.write(' ');
          }
          out.write("\"}\n");
        }
      }
    }
  }

  /** The word of a rank: always the same letters, frequent ones more often. */
  private static String word(int rank, char firstLetter) {
    SplittableRandom random = new SplittableRandom(rank);
    StringBuilder word = new StringBuilder();
    for (int length = 2 + random.nextInt(9); length > 0; length--) {
      word.append((char) (firstLetter + zipf(random.nextDouble(), LETTERS) - 1));
    }
    return word.toString();
  }

  /** A rank from 1 to {@code ranks}, each in proportion to its inverse. */
  private static int zipf(double uniform, int ranks) {
    return (int) Math.exp(uniform * Math.log(ranks + 1.0));
  }
}
