package io.millrace.ui.report;

import java.util.Locale;

/** Runs tests where upper case of i is not I and digits are not ASCII. */
final class Locales {
  private Locales() {}

  static void inTurkish(Runnable test) {
    in(Locale.forLanguageTag("tr-TR"), test);
  }

  static void in(Locale locale, Runnable test) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(locale);
      test.run();
    } finally {
      Locale.setDefault(before);
    }
  }
}
