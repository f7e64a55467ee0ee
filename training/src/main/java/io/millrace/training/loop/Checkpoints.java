package io.millrace.training.loop;

import io.millrace.training.checkpoint.Checkpoint;
import io.millrace.training.checkpoint.CheckpointFolder;
import io.millrace.training.checkpoint.SafeTensors;
import io.millrace.training.checkpoint.TrainingState;
import io.millrace.training.model.Parameter;
import io.millrace.training.model.Variable;
import io.millrace.training.runtime.PipelineSession;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Moves variables between a model on its devices and a checkpoint. */
final class Checkpoints {
  private Checkpoints() {}

  /** All that a run needs to go on. */
  static Checkpoint take(PipelineSession session, TrainingState state) {
    Map<Variable, Map<String, SafeTensors.Entry>> variables = new EnumMap<>(Variable.class);
    for (Variable variable : CheckpointFolder.kept()) {
      Map<String, float[]> values = session.read(variable);
      Map<String, SafeTensors.Entry> entries = new LinkedHashMap<>();
      for (Parameter parameter : session.parameters()) {
        entries.put(
            parameter.name(),
            new SafeTensors.Entry(parameter.dimensions(), values.get(parameter.name())));
      }
      variables.put(variable, entries);
    }
    return new Checkpoint(state, variables);
  }

  /** Sets a model's variables. */
  static void restore(PipelineSession session, Checkpoint checkpoint) {
    checkpoint
        .variables()
        .forEach(
            (variable, entries) ->
                session.write(
                    variable,
                    entries.entrySet().stream()
                        .collect(
                            Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().values()))));
  }
}
