package io.millrace.training.runtime;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.model.Stage;
import org.tensorflow.ndarray.Shape;

/** What a stage's runs depend on: its place in the pipeline and the shape of its state. */
record StageShape(Stage stage, ModelConfig model) {

  boolean isFirst() {
    return stage.isFirst();
  }

  boolean isLast() {
    return stage.isLast();
  }

  /** A layer's keys and values of no position: [2, key heads, 0, head width]. */
  Shape emptyKeyValues() {
    return Shape.of(2, model.keyValueHeads(), 0, model.headWidth());
  }
}
