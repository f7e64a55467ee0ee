package io.millrace.training.model;

import io.millrace.training.config.OptimizerConfig;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * AdamW (1711.05101) on a stage's variables: matrices first shrink by learning rate × decay, then
 * Adam moves them. Moments and weights are updated from accumulated gradients times a scale, which
 * divides by the number of trained tokens and clips.
 */
final class StageOptimizer {
  private final OptimizerConfig config;
  private final StageFeeds feeds;
  private final StageVariables variables;

  StageOptimizer(OptimizerConfig config, StageFeeds feeds, StageVariables variables) {
    this.config = config;
    this.feeds = feeds;
    this.variables = variables;
  }

  /**
   * Adds the nodes.
   *
   * @param stage scope of the stage
   * @param counted the parameters whose gradients count in this stage's norm
   */
  void build(Ops stage, List<Parameter> counted) {
    Ops tf = stage.withSubScope("optimizer");
    buildNorm(tf, counted);
    List<Op> updates = new ArrayList<>();
    for (Parameter parameter : variables.parameters()) {
      updates.add(update(tf.withSubScope(parameter.name()), parameter));
    }
    stage.withName("update").withControlDependencies(updates).noOp();
  }

  private void buildNorm(Ops tf, List<Parameter> counted) {
    List<Operand<TFloat32>> squares = new ArrayList<>();
    for (Parameter parameter : counted) {
      Operand<TFloat32> flat =
          tf.reshape(variables.read(Variable.GRADIENT, parameter), tf.constant(new int[] {-1}));
      squares.add(tf.reduceSum(tf.math.square(flat), tf.constant(0)));
    }
    tf.withName("squared_norms").stack(squares); // [parameters]
  }

  private Op update(Ops tf, Parameter parameter) {
    var weight = variables.handle(Variable.WEIGHT, parameter);
    Operand<TFloat32> gradient =
        tf.math.mul(variables.read(Variable.GRADIENT, parameter), feeds.gradientScale());
    Ops afterDecay = tf;
    if (parameter.decayed()) {
      Operand<TFloat32> rate =
          tf.math.mul(feeds.learningRate(), tf.constant((float) config.weightDecay()));
      Operand<TFloat32> decay = tf.math.mul(variables.read(Variable.WEIGHT, parameter), rate);
      afterDecay = tf.withControlDependencies(tf.assignSubVariableOp(weight, decay));
    }
    Op adam =
        afterDecay.train.resourceApplyAdam(
            weight,
            variables.handle(Variable.FIRST_MOMENT, parameter),
            variables.handle(Variable.SECOND_MOMENT, parameter),
            feeds.beta1Power(),
            feeds.beta2Power(),
            feeds.learningRate(),
            tf.constant((float) config.beta1()),
            tf.constant((float) config.beta2()),
            tf.constant((float) config.epsilon()),
            gradient);
    Operand<TFloat32> zeros = tf.zeros(tf.constant(parameter.shape().asArray()), TFloat32.class);
    return tf.withControlDependencies(adam)
        .assignVariableOp(variables.handle(Variable.GRADIENT, parameter), zeros);
  }
}
