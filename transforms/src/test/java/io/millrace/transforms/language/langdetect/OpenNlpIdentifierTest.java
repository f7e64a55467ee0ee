package io.millrace.transforms.language.langdetect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.transforms.language.LanguageScores;
import io.millrace.transforms.language.LanguageTag;
import io.millrace.transforms.language.fasttext.FastTextFixture;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenNlpIdentifierTest {
  private static OpenNlpIdentifier identifier;

  @BeforeAll
  static void load() throws Exception {
    identifier = OpenNlpIdentifier.load();
  }

  @ParameterizedTest
  @CsvSource({
    "All human beings are born free and equal in dignity and rights., eng_Latn",
    "Alle Menschen sind frei und gleich an Würde und Rechten geboren., deu_Latn",
    "Все люди рождаются свободными и равными в своем достоинстве и правах., rus_Cyrl",
    "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق., arb_Arab",
    "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند., fas_Arab",
    "Kõik inimesed sünnivad vabadena ja võrdsetena oma väärikuselt ja õigustelt., ekk_Latn",
    "Visi cilvēki piedzimst brīvi un vienlīdzīgi savā pašcieņā un tiesībās., lvs_Latn",
    "Lahat ng tao'y isinilang na malaya at pantay-pantay sa karangalan at mga karapatan., fil_Latn",
    "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।, hin_Deva",
    "人人生而自由，在尊严和权利上一律平等。, cmn_Hani",
    "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。, jpn_Jpan",
    "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다., kor_Hang",
    "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ, tha_Thai",
    "មនុស្សទាំងអស់កើតមកមានសេរីភាព, und_Khmr",
    "ມະນຸດທຸກຄົນເກີດມາມີກຽດສັກສີ, und_Laoo",
    "လူတိုင်းသည် တူညီလွတ်လပ်သော, und_Mymr",
    "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።, und_Ethi",
    "12345 +-, und_Zyyy"
  })
  void labelsAsGlotLidDoes(String text, String label) {
    assertThat(identifier.identify(text).label()).isEqualTo(label);
  }

  @Test
  void everyLabelIsATag() {
    assertThat(identifier.labels()).hasSize(101).allMatch(LanguageTag::isTag).isSorted();
  }

  @Test
  void scoresAScriptThatTheModelDoesNotKnowByItsShareOfTheLetters() {
    assertThat(identifier.identify("ខ្មែ abc").score()).isLessThan(1);
    assertThat(identifier.identify("ខ្មែរ 12").score()).isEqualTo(1);
    assertThat(identifier.identify("").score()).isZero();
  }

  @Test
  void isSurerOfALongTextThanOfAWord() {
    String text = "Alle Menschen sind frei und gleich an Würde und Rechten geboren. ";
    assertThat(identifier.identify(text.repeat(4) + "Sie sind mit Vernunft begabt.").score())
        .isGreaterThan(0.8);
    assertThat(identifier.identify("Hotel Berlin").score()).isLessThan(0.6);
  }

  @Test
  void isNotMisledByAHeadingInAnotherLanguage() {
    String heading = "Universal Declaration of Human Rights, adopted by the General Assembly. ";
    String body = "Alle Menschen sind frei und gleich an Würde und Rechten geboren. ".repeat(500);
    assertThat(identifier.withMaxSampleChars(400).identify(heading.repeat(5) + body).label())
        .isEqualTo("deu_Latn");
  }

  @Test
  void looksAtABoundedPartOfALongText() {
    String text = "a" + "b c ".repeat(100_000);
    assertThat(TextSample.of(text, 2000)).hasSizeLessThanOrEqualTo(2000);
    assertThat(TextSample.of("short", 2000)).isEqualTo("short");
    assertThatThrownBy(() -> identifier.withMaxSampleChars(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxSampleChars");
  }

  /** Both rank one language's n-grams; they differ in what they leave out of a text. */
  @Test
  void agreesWithOpenNlpsOwnEvaluation() throws Exception {
    LanguageDetectorME openNlp;
    try (InputStream in = getClass().getResourceAsStream("/langdetect-183.bin")) {
      openNlp = new LanguageDetectorME(new LanguageDetectorModel(in));
    }
    LangdetectLabels labels = new LangdetectLabels(Arrays.asList(openNlp.getSupportedLanguages()));
    List<String> latin = Arrays.asList(labels.inScript("Latn").orElseThrow());
    int compared = 0;
    int agreed = 0;
    for (byte[] line : FastTextFixture.lines().subList(500, 1500)) {
      String text = new String(line, StandardCharsets.UTF_8);
      LanguageScores ours = identifier.identify(text);
      if (text.length() >= 150 && ours.label().endsWith("Latn")) {
        String theirs = openNlp.predictLanguage(text).getLang();
        compared++;
        agreed += ours.label().equals(latin.get(indexOf(openNlp, theirs))) ? 1 : 0;
      }
    }
    assertThat(compared).isGreaterThan(200);
    assertThat(agreed).isGreaterThanOrEqualTo(compared * 96 / 100);
  }

  private static int indexOf(LanguageDetectorME openNlp, String language) {
    return Arrays.asList(openNlp.getSupportedLanguages()).indexOf(language);
  }
}
