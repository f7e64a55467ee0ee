package io.millrace.transforms.language.langdetect;

/**
 * A bounded sample of a long text: slices of equal length, the first at its start, the last at its
 * end, the others evenly between, so that a heading in another language does not decide.
 */
final class TextSample {
  private static final int SLICES = 4;

  private TextSample() {}

  /**
   * @param maxChars most UTF-16 units that the sample has, blanks between the slices included
   * @return the text itself where it is short enough
   */
  static CharSequence of(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    int sliceChars = maxChars / SLICES - 1;
    StringBuilder sample = new StringBuilder(maxChars);
    for (int slice = 0; slice < SLICES; slice++) {
      int start = (int) ((long) (text.length() - sliceChars) * slice / (SLICES - 1));
      sample.append(text, start, start + sliceChars).append(' ');
    }
    return sample;
  }
}
