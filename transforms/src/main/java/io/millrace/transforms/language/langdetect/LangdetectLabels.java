package io.millrace.transforms.language.langdetect;

import io.millrace.transforms.language.LanguageTag;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which label a language of OpenNLP's detector has in a script. Labels are GlotLID's (arXiv
 * 2310.16248, section 3; FineWeb2 uses the same): of a macrolanguage its standard variety, so
 * {@code ara} is {@code arb_Arab}, {@code est} {@code ekk_Latn}, {@code msa} {@code zsm_Latn}.
 * Where the detector knows a macrolanguage and its variety apart, both are the variety.
 */
final class LangdetectLabels {
  /** The languages in each script: a code of the detector, or {@code code>GlotLID's code}. */
  private static final String[] LANGUAGES = {
    "Latn: afr ast aze>azj bos bre cat ceb ces cym dan deu ekk eng epo est>ekk eus fao fin fra fry",
    "Latn: gle glg gsw hrv hun ind isl ita jav lat lav>lvs lim lit ltz lvs min mlt mri msa>zsm nan",
    "Latn: nds nld nno nob oci plt pol por ron slk slv som spa sqi>als sun swa>swh swe tgl>fil tur",
    "Latn: uzb>uzn vie vol war zul",
    "Cyrl: bak bel bul che kaz kir mkd mon>khk rus srp tat tgk ukr uzb>uzn",
    "Arab: ara>arb fas pes>fas pnb pus>pbt urd",
    "Deva: hin mar nep>npi san",
    "Beng: ben",
    "Grek: ell",
    "Gujr: guj",
    "Hebr: heb",
    "Armn: hye",
    "Jpan: jpn",
    "Knda: kan",
    "Geor: kat",
    "Hang: kor",
    "Hani: cmn",
    "Mlym: mal",
    "Guru: pan",
    "Sinh: sin",
    "Taml: tam",
    "Telu: tel",
    "Thai: tha"
  };

  private final Map<String, String[]> labelsByScript = new HashMap<>();

  /**
   * @param languages the detector's codes, in the order of its outcomes
   */
  LangdetectLabels(List<String> languages) {
    for (String line : LANGUAGES) {
      String script = line.substring(0, 4);
      String[] labels = labelsByScript.computeIfAbsent(script, any -> new String[languages.size()]);
      for (String entry : line.substring(6).split(" ", -1)) {
        int outcome = languages.indexOf(entry.substring(0, 3));
        if (outcome < 0) {
          throw new IllegalStateException("the detector does not know " + entry);
        }
        String code = entry.substring(entry.length() - 3);
        labels[outcome] = new LanguageTag(code, script).toString();
      }
    }
  }

  /**
   * The label of each of the detector's outcomes, null where that language is not written in the
   * script; empty where none is.
   *
   * @param script ISO 15924
   */
  Optional<String[]> inScript(String script) {
    return Optional.ofNullable(labelsByScript.get(script));
  }

  /** Every label, in alphabetical order. */
  List<String> all() {
    return labelsByScript.values().stream()
        .flatMap(Arrays::stream)
        .filter(label -> label != null)
        .distinct()
        .sorted()
        .toList();
  }
}
