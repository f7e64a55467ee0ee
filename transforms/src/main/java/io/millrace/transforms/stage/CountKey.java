package io.millrace.transforms.stage;

/**
 * What a stage counts apart.
 *
 * @param stage the stage's name
 * @param fate what became of the inputs
 * @param reason the drop reason; empty for other fates
 * @param language the document's label; empty where it is not known yet
 */
public record CountKey(String stage, Fate fate, String reason, String language) {
  /** What can become of a stage's input. */
  public enum Fate {
    KEPT,
    DROPPED,
    DEAD_LETTERED
  }
}
