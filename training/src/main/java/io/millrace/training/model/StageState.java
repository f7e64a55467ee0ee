package io.millrace.training.model;

import java.util.List;

/**
 * What a stage keeps on its device between runs, one float tensor an entry. What one pass leaves
 * for another of the same micro-batch is in {@link TensorBundle}s.
 *
 * @param input output of the stage before, by micro-batch
 * @param outputGradient gradient of this stage's output, by micro-batch
 * @param keyValues keys and values [layers, 2, k, P, w], by chunk group
 * @param keyValueGradients their gradients, by chunk group
 */
record StageState(
    StateBox input, StateBox outputGradient, StateBox keyValues, StateBox keyValueGradients) {

  static StageState of(StageNames names) {
    return new StageState(
        new StateBox(names.prefix() + "input"),
        new StateBox(names.prefix() + "output_gradient"),
        new StateBox(names.prefix() + "key_values"),
        new StateBox(names.prefix() + "key_value_gradients"));
  }

  /** All of them. */
  List<StateBox> boxes() {
    return List.of(input, outputGradient, keyValues, keyValueGradients);
  }
}
