package io.millrace.io.charset;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.charset.DecodedText.Evidence;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDecoderTest {

  private static final String FRENCH = "<p>Où est passée la théière de l’évêque ?</p>";
  private static final String RUSSIAN =
      "<p>Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом"
          + " и совестью и должны поступать в отношении друг друга в духе братства.</p>";
  private static final String JAPANESE = "<p>すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。</p>";
  private static final String CZECH =
      "<p>Všichni lidé se rodí svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni rozumem a"
          + " svědomím a mají spolu jednat v duchu bratrství. Příliš žluťoučký kůň úpěl ďábelské ódy.</p>";
  private static final String ARABIC =
      "<p>يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميرًا وعليهم أن يعامل"
          + " بعضهم بعضًا بروح الإخاء.</p>";
  private static final String THAI =
      "<p>มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ</p>";
  private static final String GREEK =
      "<p>Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια. Άνθρωποι, Άλλοι.</p>";
  private static final String CHINESE = "<p>人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。</p>";
  private static final String KOREAN = "<p>모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.</p>";
  private static final String UKRAINIAN =
      "<p>Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені"
          + " розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.</p>";

  private static final Map<String, String> SAMPLES =
      Map.ofEntries(
          Map.entry("FRENCH", FRENCH),
          Map.entry("RUSSIAN", RUSSIAN),
          Map.entry("UKRAINIAN", UKRAINIAN),
          Map.entry("CZECH", CZECH),
          Map.entry("GREEK", GREEK),
          Map.entry("ARABIC", ARABIC),
          Map.entry("THAI", THAI),
          Map.entry("CHINESE", CHINESE),
          Map.entry("JAPANESE", JAPANESE),
          Map.entry("KOREAN", KOREAN));

  private final ContentDecoder decoder = new ContentDecoder();

  private DecodedText decode(String text, String charset, String contentType) {
    return decoder.decode(text.getBytes(Charset.forName(charset)), contentType);
  }

  @Test
  void aMarkComesBeforeWhatIsDeclared() {
    for (String charset : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE"}) {
      DecodedText text = decode("\uFEFF" + RUSSIAN, charset, "text/html; charset=windows-1251");
      assertThat(text.text()).isEqualTo(RUSSIAN);
      assertThat(text.encoding()).isEqualToIgnoringCase(charset);
      assertThat(text.evidence()).isEqualTo(Evidence.BYTE_ORDER_MARK);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text/html; charset=windows-1251, windows-1251, windows-1251",
    "text/html;Charset='KOI8-R', KOI8-R, koi8-r",
    "text/html; charset=\"cp866\", IBM866, ibm866",
    "text/html; charset= x-mac-cyrillic, x-MacUkraine, x-mac-cyrillic",
    "text/html; charset=utf-16le, UTF-16LE, utf-16le"
  })
  void theHeaderNamesTheEncoding(String contentType, String charset, String name) {
    assertThat(decode(RUSSIAN, charset, contentType))
        .isEqualTo(new DecodedText(RUSSIAN, name, Evidence.HEADER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<meta charset=windows-1251>",
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>",
        "<!-- <meta charset=koi8-r> --><meta name=x><meta charset = \" Windows-1251 \">",
        "<?xml version='1.0' encoding='windows-1251'?>"
      })
  void thePageNamesTheEncoding(String declaration) {
    String page = declaration + RUSSIAN;
    assertThat(decode(page, "windows-1251", "text/html"))
        .isEqualTo(new DecodedText(page, "windows-1251", Evidence.META));
  }

  @Test
  void theHeaderComesBeforeThePage() {
    String page = "<meta charset=koi8-r>" + RUSSIAN;
    assertThat(decode(page, "windows-1251", "text/html; charset=cp1251").text()).isEqualTo(page);
  }

  @Test
  void aPageThatSaysItIsUtf16ButCouldBeReadIsUtf8() {
    String page = "<meta charset=utf-16>" + RUSSIAN;
    assertThat(decode(page, "UTF-8", "").encoding()).isEqualTo("utf-8");
  }

  @ParameterizedTest
  @CsvSource({
    "gb2312, GB18030, gbk",
    "x-gbk, GBK, gbk",
    "iso-8859-1, windows-1252, windows-1252",
    "ascii, windows-1252, windows-1252",
    "macintosh, x-MacRoman, macintosh",
    "latin5, windows-1254, windows-1254"
  })
  void labelsMeanWhatTheyMeanOnTheWeb(String label, String charset, String name) {
    String page = label.startsWith("gb") || label.endsWith("gbk") ? CHINESE : FRENCH;
    assertThat(decode(page, charset, "text/html; charset=" + label))
        .isEqualTo(new DecodedText(page, name, Evidence.HEADER));
  }

  @Test
  void logicalHebrewIsHebrew() {
    String page = "<p>כל בני האדם נולדו בני חורין</p>";
    assertThat(decode(page, "ISO-8859-8", "text/html; charset=ISO-8859-8-I"))
        .isEqualTo(new DecodedText(page, "iso-8859-8-i", Evidence.HEADER));
  }

  @ParameterizedTest
  @CsvSource({"ISO-8859-1", "windows-1251", "Shift_JIS", "no-such-encoding"})
  void utf8UnderAnotherHeaderIsUtf8(String label) {
    DecodedText text = decode(FRENCH, "UTF-8", "text/html; charset=" + label);
    assertThat(text).isEqualTo(new DecodedText(FRENCH, "utf-8", Evidence.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "RUSSIAN, windows-1251", "UKRAINIAN, koi8-u", "UKRAINIAN, windows-1251", "CZECH, iso-8859-2",
    "GREEK, iso-8859-7", "ARABIC, windows-1256", "CHINESE, gb18030", "JAPANESE, shift_jis"
  })
  void whatThePageSaysComesBeforeTheLatin1ThatServersSayByDefault(String sample, String charset) {
    String page = "<meta charset=" + charset + ">" + SAMPLES.get(sample);
    assertThat(decode(page, charset, "text/html; charset=iso-8859-1"))
        .isEqualTo(new DecodedText(page, Encoding.forLabel(charset).get().name(), Evidence.META));
  }

  @Test
  void latin1StaysLatin1WhereThePageSaysWhatMakesLessSense() {
    String page = "<meta charset=windows-1251>" + FRENCH;
    assertThat(decode(page, "windows-1252", "text/html; charset=iso-8859-1"))
        .isEqualTo(new DecodedText(page, "windows-1252", Evidence.HEADER));
  }

  @ParameterizedTest
  @CsvSource({
    "RUSSIAN, windows-1251, text/html; charset=iso-8859-1",
    "UKRAINIAN, KOI8-U, text/html; charset=iso-8859-1",
    "GREEK, windows-1253, text/html; charset=iso-8859-1",
    "CHINESE, GB18030, text/html; charset=iso-8859-1",
    "JAPANESE, Shift_JIS, text/html",
    "RUSSIAN, KOI8-R, text/html"
  })
  void bytesThatMakeMoreSenseInAnotherScriptAreNotLatin1WhoeverSaysSo(
      String sample, String charset, String contentType) {
    String page = "<meta charset=latin1>" + SAMPLES.get(sample);
    DecodedText text = decode(page, charset, contentType);
    assertThat(text.text()).isEqualTo(page);
    assertThat(text.evidence()).isEqualTo(Evidence.DETECTED);
  }

  @Test
  void aFewBadBytesLeaveUtf8Utf8() {
    byte[] page = (FRENCH + FRENCH).getBytes(StandardCharsets.UTF_8);
    page[1] = (byte) 0xff;
    DecodedText text = decoder.decode(page, "text/html; charset=utf-8");
    assertThat(text.encoding()).isEqualTo("utf-8");
    assertThat(text.text()).startsWith("<\uFFFD>").endsWith(FRENCH);
  }

  @Test
  void whatIsNoUtf8AtAllIsNotTakenForItWhateverTheHeaderSays() {
    DecodedText text = decode(RUSSIAN, "windows-1251", "text/html; charset=utf-8");
    assertThat(text).isEqualTo(new DecodedText(RUSSIAN, "windows-1251", Evidence.DETECTED));
  }

  @ParameterizedTest
  @CsvSource({
    "RUSSIAN, windows-1251", "RUSSIAN, KOI8-R", "RUSSIAN, IBM866", "RUSSIAN, ISO-8859-5",
    "UKRAINIAN, KOI8-U", "UKRAINIAN, windows-1251", "JAPANESE, Shift_JIS", "JAPANESE, EUC-JP",
    "JAPANESE, ISO-2022-JP", "CHINESE, GB18030", "KOREAN, EUC-KR", "CZECH, windows-1250",
    "CZECH, ISO-8859-2", "ARABIC, windows-1256", "GREEK, windows-1253", "GREEK, ISO-8859-7",
    "THAI, x-windows-874", "FRENCH, windows-1252", "FRENCH, UTF-8", "RUSSIAN, UTF-16LE",
    "FRENCH, UTF-16BE"
  })
  void findsAnEncodingThatIsNotDeclared(String sample, String charset) {
    String text = SAMPLES.get(sample);
    String english = "<div class=\"menu\">English words around it</div>".repeat(20);
    String page = english + text + english;
    assertThat(decode(page, charset, "text/html").text()).isEqualTo(page);
  }

  @Test
  void asciiAndNothingAreUtf8() {
    assertThat(decode("<p>plain</p>", "US-ASCII", ""))
        .isEqualTo(new DecodedText("<p>plain</p>", "utf-8", Evidence.UTF_8));
    assertThat(decode("", "US-ASCII", "").text()).isEmpty();
  }

  @Test
  void anyBytesUnderAnyLabelAreDecodedToSomething() {
    Random random = new Random(7);
    String[] labels = {
      "", "utf-8", "gbk", "big5", "shift_jis", "iso-2022-jp", "utf-16be", "koi8-r"
    };
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      String contentType = "text/html; charset=" + labels[random.nextInt(labels.length)];
      DecodedText text = decoder.decode(bytes, contentType);
      assertThat(text.text().length()).isLessThanOrEqualTo(bytes.length);
      assertThat(Encoding.forLabel(text.encoding())).isPresent();
    }
  }

  @Test
  void countsUtf8AsStrictlyAsTheStandard() {
    assertThat(Utf8Census.of(bytes(0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80)))
        .isEqualTo(new Utf8Census(3, 0));
    assertThat(Utf8Census.of(bytes(0xC0, 0x80)).multiByte()).as("overlong").isZero();
    assertThat(Utf8Census.of(bytes(0xED, 0xA0, 0x80)).multiByte()).as("surrogate").isZero();
    assertThat(Utf8Census.of(bytes(0xF4, 0x90, 0x80, 0x80)).multiByte()).as("too high").isZero();
    assertThat(Utf8Census.of(bytes('a', 0xE2, 0x82)))
        .as("cut short")
        .isEqualTo(new Utf8Census(0, 2));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
