package io.millrace.transforms.repair;

import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.util.LocaleData;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Clean text of every language that CLDR knows: names and quotations, in small and capitals. */
final class CleanTexts {
  private static final List<String> NAMED = List.of("de", "fr", "ru", "zh", "ar", "el", "sw", "th");

  private CleanTexts() {}

  static Stream<Arguments> byLocale() {
    return Arrays.stream(ULocale.getAvailableLocales())
        .filter(locale -> locale.getCountry().isEmpty() && !locale.getLanguage().isEmpty())
        .map(locale -> Arguments.of(locale.toString(), text(locale)));
  }

  /** A text's UTF-8 read as Windows-1252 without holes. */
  static String misread(String text) {
    StringBuilder misread = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int unsigned = Byte.toUnsignedInt(b);
      char c = unsigned >= 0x80 && unsigned < 0xA0 ? Windows1252.decodeC1(unsigned) : 0xFFFD;
      misread.append(c == 0xFFFD ? (char) unsigned : c);
    }
    return misread.toString();
  }

  private static String text(ULocale locale) {
    LocaleData data = LocaleData.getInstance(locale);
    String open = data.getDelimiter(LocaleData.QUOTATION_START);
    String close = data.getDelimiter(LocaleData.QUOTATION_END);
    StringBuilder text = new StringBuilder();
    for (String word : words(locale)) {
      String capitals = word.toUpperCase(locale.toLocale());
      text.append(open).append(word).append(close).append(' ');
      text.append(open).append(capitals).append("…").append(close).append("\n");
      text.append(capitals).append("\u00a0»").append(word).append("”, ");
      text.append(word).append("’ ").append(capitals).append("® – ").append(capitals).append("—\n");
    }
    return text.toString();
  }

  private static List<String> words(ULocale locale) {
    DateFormatSymbols dates = DateFormatSymbols.getInstance(locale);
    List<String> words = new ArrayList<>();
    words.addAll(Arrays.asList(dates.getMonths()));
    words.addAll(Arrays.asList(dates.getWeekdays()));
    NAMED.forEach(language -> words.add(ULocale.getDisplayLanguage(language, locale)));
    words.removeIf(String::isEmpty);
    return words;
  }
}
