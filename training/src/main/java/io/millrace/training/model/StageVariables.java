package io.millrace.training.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** A stage's resource variables, with the nodes that read and set each of them. */
final class StageVariables {
  private final String owner;
  private final List<Parameter> parameters;
  private final Map<Variable, Map<String, VarHandleOp>> handles = new EnumMap<>(Variable.class);
  private final Map<Variable, Map<String, Operand<TFloat32>>> reads = new EnumMap<>(Variable.class);

  /**
   * @param tf scoped to the stage
   * @param owner begins the names of the resources; a device's stages differ in it
   * @param parameters of the stage
   * @param kept which variables each parameter has
   */
  StageVariables(Ops tf, String owner, List<Parameter> parameters, Set<Variable> kept) {
    this.owner = owner;
    this.parameters = parameters;
    Ops scope = tf.withSubScope("variables");
    for (Variable variable : kept) {
      handles.put(variable, new LinkedHashMap<>());
      reads.put(variable, new LinkedHashMap<>());
      Ops variableScope = scope.withSubScope(variable.label());
      for (Parameter parameter : parameters) {
        add(variableScope, variable, parameter);
      }
    }
  }

  private void add(Ops variableScope, Variable variable, Parameter parameter) {
    Ops tf = variableScope.withSubScope(parameter.name());
    VarHandleOp handle =
        tf.withName("handle")
            .varHandleOp(
                TFloat32.class,
                parameter.shape(),
                VarHandleOp.sharedName(owner + variable.label() + "/" + parameter.name()));
    handles.get(variable).put(parameter.name(), handle);
    reads
        .get(variable)
        .put(parameter.name(), tf.withName("read").readVariableOp(handle, TFloat32.class));
    Operand<TFloat32> assigned =
        tf.withName("assigned").placeholder(TFloat32.class, Placeholder.shape(parameter.shape()));
    tf.withName("assign").assignVariableOp(handle, assigned);
  }

  List<Parameter> parameters() {
    return parameters;
  }

  VarHandleOp handle(Variable variable, Parameter parameter) {
    return handles.get(variable).get(parameter.name());
  }

  /** A variable's value. */
  Operand<TFloat32> read(Variable variable, Parameter parameter) {
    return reads.get(variable).get(parameter.name());
  }

  /** A weight by its parameter's name. */
  Operand<TFloat32> weight(String name) {
    Operand<TFloat32> weight = reads.get(Variable.WEIGHT).get(name);
    if (weight == null) {
      throw new IllegalArgumentException("the stage has no parameter " + name);
    }
    return weight;
  }

  /**
   * Builds the node that sets all variables to their first values, drawn from the seed and each
   * parameter's index.
   */
  void buildInitializer(Ops stage, long seed) {
    Ops tf = stage.withSubScope("initial");
    List<Op> assignments = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Operand<TFloat32> zeros = tf.zeros(tf.constant(parameter.shape().asArray()), TFloat32.class);
      for (Variable variable : handles.keySet()) {
        Operand<TFloat32> value =
            variable == Variable.WEIGHT ? initialWeight(tf, parameter, seed, zeros) : zeros;
        assignments.add(tf.assignVariableOp(handle(variable, parameter), value));
      }
    }
    stage.withName("initialize").withControlDependencies(assignments).noOp();
  }

  private static Operand<TFloat32> initialWeight(
      Ops tf, Parameter parameter, long seed, Operand<TFloat32> zeros) {
    if (parameter.initialDeviation() == 0) {
      return tf.math.add(zeros, tf.constant(1f));
    }
    Operand<TFloat32> normal =
        tf.random.statelessRandomNormal(
            tf.constant(parameter.shape().asArray()),
            tf.constant(new long[] {seed, parameter.index()}),
            TFloat32.class);
    return tf.math.mul(normal, tf.constant((float) parameter.initialDeviation()));
  }
}
