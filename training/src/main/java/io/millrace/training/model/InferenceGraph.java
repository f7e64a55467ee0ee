package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.op.train.Save;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * Graphs of a trained model: no loss, no gradients, no moments, and no devices, which TensorFlow
 * chooses. k is the number of key heads, w a head's width, V the vocabulary.
 */
public final class InferenceGraph {
  /** Feed, int32: token ids; [T] in {@link #stepping}, [batch, time] in {@link #serving}. */
  public static final String INPUT_IDS = "input_ids";

  /** Feed of {@link #stepping}, float32 [layers, 2, k, P, w]: keys and values so far. */
  public static final String PAST = "past";

  /** Fetch of {@link #stepping}, float32 [layers, 2, k, P+T, w]: keys and values thereafter. */
  public static final String KEY_VALUES = "key_values";

  /**
   * Fetch, float32: logits of each position's next token, [batch, time, V] in {@link #serving}; of
   * the last position's only, [V], in {@link #stepping}.
   */
  public static final String LOGITS = "logits";

  /** Feed of {@link #serving}, string scalar: path prefix of the weights' files. */
  public static final String FILE_PREFIX = "file_prefix";

  /** Target of {@link #serving}: writes the weights; its first output is the prefix. */
  public static final String SAVE = "save";

  /** Target of {@link #serving}: reads the weights. */
  public static final String RESTORE = "restore";

  private final ModelConfig config;
  private final Ops tf;
  private final StageVariables variables;
  private final Transformer transformer;

  private InferenceGraph(ModelConfig config, Graph graph) {
    this.config = config;
    this.tf = Ops.create(graph);
    this.variables =
        new StageVariables(tf, "", ModelParameters.of(config), EnumSet.of(Variable.WEIGHT));
    this.transformer = new Transformer(config, variables::weight, Differentiation.NONE);
  }

  /** Feed: the value that {@link #assign} gives a parameter. */
  public static String assigned(String parameter) {
    return "variables/weight/" + parameter + "/assigned";
  }

  /** Target: sets a parameter. */
  public static String assign(String parameter) {
    return "variables/weight/" + parameter + "/assign";
  }

  /** The graph that goes on with a text: T further tokens with the keys and values of P earlier. */
  public static GraphDef stepping(ModelConfig config) {
    try (Graph graph = new Graph()) {
      new InferenceGraph(config, graph).buildStep();
      return graph.toGraphDef();
    }
  }

  /** The graph of whole texts, with nodes that write and read its weights. */
  public static GraphDef serving(ModelConfig config) {
    try (Graph graph = new Graph()) {
      InferenceGraph inference = new InferenceGraph(config, graph);
      inference.buildServing();
      inference.buildSaver();
      return graph.toGraphDef();
    }
  }

  private void buildStep() {
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> one = tf.constant(1);
    Operand<TInt32> ids =
        tf.withName(INPUT_IDS)
            .placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
    Operand<TFloat32> past =
        tf.withName(PAST)
            .placeholder(TFloat32.class, Placeholder.shape(keyValuesShape(Shape.UNKNOWN_SIZE)));
    Operand<TInt32> pastLength = tf.gather(tf.shape(past), tf.constant(3), zero);
    Operand<TInt32> length = tf.size(ids);
    Operand<TInt32> positions = tf.range(pastLength, tf.math.add(pastLength, length), one);
    Pass pass = pass(ids, positions, tf.zerosLike(ids), past, pastLength);
    tf.withName(KEY_VALUES).concat(List.of(past, tf.stack(pass.keyValues())), tf.constant(3));
    Operand<TInt32> last = tf.math.sub(length, one);
    Operand<TFloat32> lastHidden =
        tf.gather(pass.hidden(), tf.expandDims(last, zero), zero); // [1, d]
    tf.withName(LOGITS)
        .reshape(transformer.logits(tf, lastHidden), tf.constant(new int[] {-1})); // [V]
  }

  /** All rows are one chunk, each a segment of its own, which no attention crosses. */
  private void buildServing() {
    Operand<TInt32> ids =
        tf.withName(INPUT_IDS)
            .placeholder(
                TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE)));
    Operand<TInt32> shape = tf.shape(ids);
    Operand<TInt32> time = tf.gather(shape, tf.constant(1), tf.constant(0));
    Operand<TInt32> indexes =
        tf.range(tf.constant(0), tf.size(ids), tf.constant(1)); // [batch·time]
    Operand<TFloat32> noPast = tf.zeros(tf.constant(keyValuesShape(0).asArray()), TFloat32.class);
    Pass pass =
        pass(
            tf.reshape(ids, tf.constant(new int[] {-1})),
            tf.math.mod(indexes, time),
            tf.math.floorDiv(indexes, time),
            noPast,
            tf.constant(0));
    Operand<TFloat32> logits = transformer.logits(tf, pass.hidden()); // [batch·time, V]
    Operand<TInt32> apart =
        tf.concat(List.of(shape, tf.constant(new int[] {config.vocabularySize()})), tf.constant(0));
    tf.withName(LOGITS).reshape(logits, apart); // [batch, time, V]
  }

  private Shape keyValuesShape(long positions) {
    return Shape.of(config.layers(), 2, config.keyValueHeads(), positions, config.headWidth());
  }

  /**
   * All layers.
   *
   * @param hidden states of the last layer [T, d]
   * @param keyValues by layer [2, k, T, w]
   */
  private record Pass(Operand<TFloat32> hidden, List<Operand<TFloat32>> keyValues) {}

  private Pass pass(
      Operand<TInt32> ids,
      Operand<TInt32> positions,
      Operand<TInt32> segments,
      Operand<TFloat32> past,
      Operand<TInt32> pastLength) {
    Attention attention =
        new Attention(
            tf, tf, config, positions, segments, pastLength, Slicing.NONE, Differentiation.NONE);
    List<? extends Operand<TFloat32>> pastByLayer =
        tf.unstack(past, (long) config.layers()).output(); // layers × [2, k, P, w]
    List<Operand<TFloat32>> keyValues = new ArrayList<>();
    Operand<TFloat32> hidden = transformer.embed(tf, ids);
    for (int i = 0; i < config.layers(); i++) {
      Ops scope = tf.withSubScope("layer" + i);
      Transformer.Layer layer = transformer.layer(scope, i, hidden, attention, pastByLayer.get(i));
      hidden = layer.hidden();
      keyValues.add(layer.keyValues());
    }
    return new Pass(hidden, keyValues);
  }

  private void buildSaver() {
    List<Parameter> parameters = variables.parameters();
    List<Operand<?>> values = new ArrayList<>();
    for (Parameter parameter : parameters) {
      values.add(variables.read(Variable.WEIGHT, parameter));
    }
    Operand<TString> prefix =
        tf.withName(FILE_PREFIX).placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Operand<TString> names =
        tf.array(parameters.stream().map(Parameter::name).toArray(String[]::new));
    // A slice's specification is empty where all of a tensor is meant.
    Operand<TString> whole =
        tf.array(Collections.nCopies(parameters.size(), "").toArray(String[]::new));
    Save save = tf.train.save(prefix, names, whole, values);
    tf.withName(SAVE).withControlDependencies(save).identity(prefix);
    Restore restore =
        tf.train.restore(
            prefix, names, whole, Collections.nCopies(parameters.size(), TFloat32.class));
    List<Op> assignments = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      assignments.add(
          tf.assignVariableOp(
              variables.handle(Variable.WEIGHT, parameters.get(i)), restore.tensors().get(i)));
    }
    tf.withName(RESTORE).withControlDependencies(assignments).noOp();
  }
}
