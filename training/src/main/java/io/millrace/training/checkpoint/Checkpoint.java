package io.millrace.training.checkpoint;

import io.millrace.training.model.Variable;
import java.util.Map;

/**
 * Everything a run needs to go on as if it had never stopped.
 *
 * @param state where it stands
 * @param variables weights and moments, by parameter
 */
public record Checkpoint(
    TrainingState state, Map<Variable, Map<String, SafeTensors.Entry>> variables) {}
