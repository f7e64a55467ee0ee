package io.millrace.training.packing;

/**
 * What the model reads and predicts of one document. Position i of {@code inputs} predicts {@code
 * labels[i]}; the boundary before a document opens its inputs, so that its first token is predicted
 * from nothing of another document.
 *
 * @param id of the document
 * @param language of the document, such as {@code deu_Latn}
 * @param bytes UTF-8 bytes of the text that the labels spell; of a cut document, its share
 * @param inputs token ids [length]
 * @param labels token ids [length]; {@link #UNTRAINED} where nothing is predicted
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; copies would cost memory.
public record Sequence(String id, String language, long bytes, int[] inputs, int[] labels) {

  /** Label of a position whose prediction is not trained nor counted. */
  public static final int UNTRAINED = -1;

  /** Checks that there is a label an input. */
  public Sequence {
    if (inputs.length == 0 || inputs.length != labels.length) {
      throw new IllegalArgumentException(
          id + ": " + inputs.length + " inputs and " + labels.length + " labels");
    }
  }

  /**
   * The sequence that predicts every token of a document.
   *
   * @param id of the document
   * @param language of the document
   * @param bytes UTF-8 bytes of its text
   * @param tokens its token ids, at least one
   * @param boundaryId the id that stands before a document
   */
  public static Sequence ofDocument(
      String id, String language, long bytes, int[] tokens, int boundaryId) {
    int[] inputs = new int[tokens.length];
    System.arraycopy(tokens, 0, inputs, 1, tokens.length - 1);
    inputs[0] = boundaryId;
    return new Sequence(id, language, bytes, inputs, tokens);
  }

  /** Number of positions. */
  public int length() {
    return inputs.length;
  }
}
