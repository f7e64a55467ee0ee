package io.millrace.training.model;

import java.util.List;

/**
 * What a stage keeps on its device between runs. What one pass leaves for another of the same
 * micro-batch is in {@link TensorBundle}s.
 *
 * @param input output of the stage before, by micro-batch
 * @param outputGradient gradient of this stage's output, by micro-batch
 * @param keyValues of each layer keys and values [2, k, P, w], by chunk group
 * @param keyValueGradients of each layer their gradients, by chunk group
 */
record StageState(
    StateBox input, StateBox outputGradient, StateBox keyValues, StateBox keyValueGradients) {

  static StageState of(Stage stage) {
    StageNames names = new StageNames(stage.index());
    return new StageState(
        new StateBox(names.prefix() + "input", 1),
        new StateBox(names.prefix() + "output_gradient", 1),
        new StateBox(names.prefix() + "key_values", stage.layers()),
        new StateBox(names.prefix() + "key_value_gradients", stage.layers()));
  }

  /** All of them. */
  List<StateBox> boxes() {
    return List.of(input, outputGradient, keyValues, keyValueGradients);
  }
}
