package io.millrace.ui.report;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** English names of languages labelled as {@code deu_Latn}: ISO 639-3, then ISO 15924. */
final class LanguageNames {
  private static final Map<String, Locale> BY_ISO3 = byIso3();

  /** Labels of single languages that Java knows by their macrolanguage. */
  private static final Map<String, String> MACROLANGUAGES =
      Map.ofEntries(
          Map.entry("arb", "ara"),
          Map.entry("cmn", "zho"),
          Map.entry("azj", "aze"),
          Map.entry("ekk", "est"),
          Map.entry("gug", "grn"),
          Map.entry("khk", "mon"),
          Map.entry("lvs", "lav"),
          Map.entry("npi", "nep"),
          Map.entry("ory", "ori"),
          Map.entry("pbt", "pus"),
          Map.entry("pes", "fas"),
          Map.entry("plt", "mlg"),
          Map.entry("quy", "que"),
          Map.entry("swh", "swa"),
          Map.entry("uzn", "uzb"),
          Map.entry("ydd", "yid"),
          Map.entry("zsm", "msa"));

  private LanguageNames() {}

  /**
   * The name of a label's language.
   *
   * @param label such as {@code deu_Latn}
   * @return such as {@code German}; empty if Java knows no name
   */
  static String of(String label) {
    String code = label.replaceFirst("_.*", "");
    String known = MACROLANGUAGES.getOrDefault(code, code);
    Locale locale = BY_ISO3.getOrDefault(known, Locale.forLanguageTag(known));
    String name = locale.getDisplayLanguage(Locale.ENGLISH);
    return name.equals(known) ? "" : name;
  }

  private static Map<String, Locale> byIso3() {
    Map<String, Locale> locales = new HashMap<>();
    for (String language : Locale.getISOLanguages()) {
      Locale locale = Locale.forLanguageTag(language);
      locales.putIfAbsent(locale.getISO3Language(), locale);
    }
    return locales;
  }
}
