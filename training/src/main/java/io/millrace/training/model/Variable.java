package io.millrace.training.model;

/** What is kept of each parameter between runs. */
public enum Variable {
  /** Its value. */
  WEIGHT("weight"),
  /** The sum of its gradients since the last update. */
  GRADIENT("gradient"),
  /** AdamW's first moment. */
  FIRST_MOMENT("first_moment"),
  /** AdamW's second moment. */
  SECOND_MOMENT("second_moment");

  private final String label;

  Variable(String label) {
    this.label = label;
  }

  /** Its name in graphs and checkpoints. */
  public String label() {
    return label;
  }
}
