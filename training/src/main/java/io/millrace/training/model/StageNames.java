package io.millrace.training.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of a stage's graph nodes that the runtime feeds, fetches and targets. Every node of stage i
 * bears the prefix {@code s<i>/}, in the r-th of further replicas {@code r<r>/s<i>/}; its device
 * follows from it.
 *
 * @param replica from 0
 * @param stage from 0
 */
public record StageNames(int replica, int stage) {

  private static final Pattern NODE = Pattern.compile("(?:r(\\d+)/)?s(\\d+)/.*");

  /** Names of a stage of the first replica. */
  public StageNames(int stage) {
    this(0, stage);
  }

  /**
   * The stage of a node.
   *
   * @param node its name
   * @throws IllegalArgumentException if the name has no stage's prefix
   */
  public static StageNames ofNode(String node) {
    Matcher matcher = NODE.matcher(node);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("node " + node + " belongs to no stage");
    }
    int replica = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    return new StageNames(replica, Integer.parseInt(matcher.group(2)));
  }

  /** Prefix of all the nodes of a further replica, without the slash. */
  static String replicaPrefix(int replica) {
    return "r" + replica;
  }

  /** Prefix of all the stage's nodes. */
  public String prefix() {
    return (replica == 0 ? "" : replicaPrefix(replica) + "/") + "s" + stage + "/";
  }

  private String of(String name) {
    return prefix() + name;
  }

  /** Feed, int64 scalar: the number of the micro-batch. */
  public String chunkKey() {
    return of("feed/chunk_key");
  }

  /** Feed, int64 scalar: the number of the chunk group. */
  public String groupKey() {
    return of("feed/group_key");
  }

  /** Feed, int32 [T]: token ids (first stage). */
  public String inputs() {
    return of("feed/inputs");
  }

  /** Feed, int32 [T]: ids to be predicted (last stage). */
  public String labels() {
    return of("feed/labels");
  }

  /** Feed, int32 [T]: the piece each position belongs to. */
  public String segments() {
    return of("feed/segments");
  }

  /** Feed, int32 [T]: position in the sequence. */
  public String positions() {
    return of("feed/positions");
  }

  /** Feed, int32 scalar: positions of earlier chunks, P. */
  public String past() {
    return of("feed/past");
  }

  /** Target: computes the chunk and hands the result to the next stage. */
  public String forward() {
    return of("forward");
  }

  /** Target: computes the chunk and keeps what its backward needs. */
  public String save() {
    return of("saved_put");
  }

  /** Target: adds the chunk's gradients and hands the input's to the stage before. */
  public String backward() {
    return of("backward");
  }

  /**
   * Target: hands the input's gradient to the stage before, adds the head's gradients, and keeps
   * what the gradients of the other weights need.
   */
  public String inputGradient() {
    return of("input_gradient");
  }

  /** Target: adds the gradients that {@link #inputGradient()} left. */
  public String weightGradient() {
    return of("weight_gradient");
  }

  /** Fetch, int32 scalar: micro-batches between the two halves of their backward. */
  public String halvedSize() {
    return of("halved_size");
  }

  /** Fetch, float32 scalar: the chunk's summed loss in nats (last stage). */
  public String lossSum() {
    return of("f/loss_sum");
  }

  /** Fetch, float32 [T]: the loss of each position in nats (last stage). */
  public String losses() {
    return of("f/losses");
  }

  /**
   * Keys and values of earlier chunks, as the forward pass reads them; fed where there are none.
   *
   * @param layer of the stage, from 0
   */
  public String forwardPast(int layer) {
    return of("f/recompute/past" + layer);
  }

  /**
   * Keys and values of earlier chunks, as the backward pass reads them; fed where there are none.
   *
   * @param layer of the stage, from 0
   */
  public String backwardPast(int layer) {
    return of("again/recompute/past" + layer);
  }

  /** Target: the group's first chunk leaves its keys and values for the next. */
  public String keyValuesStart() {
    return of("state/key_values_start");
  }

  /** Target: a chunk appends its keys and values for the next. */
  public String keyValuesAppend() {
    return of("state/key_values_append");
  }

  /** Target: forgets a group's keys and values. */
  public String keyValuesDrop() {
    return of("state/key_values_drop");
  }

  /**
   * Gradients of keys and values that later chunks left; fed where there are none.
   *
   * @param layer of the stage, from 0
   */
  public String keyValueGradients(int layer) {
    return of("b/key_value_gradients" + layer);
  }

  /** Target: leaves the gradients of earlier chunks' keys and values for their backward passes. */
  public String keyValueGradientsPut() {
    return of("b/key_value_gradients_put");
  }

  /** Target: forgets a group's gradients of keys and values. */
  public String keyValueGradientsDrop() {
    return of("state/key_value_gradients_drop");
  }

  /** Target: forgets the input of a chunk that has no backward (all stages but the first). */
  public String inputDrop() {
    return of("state/input_drop");
  }

  /** Fetch, int32 scalar: entries in the stage's state, but for saved activations. */
  public String stateSize() {
    return of("state/size");
  }

  /** Fetch, int32 scalar: micro-batches whose activations are saved. */
  public String savedSize() {
    return of("saved_size");
  }

  /** Target: sets weights, moments and gradients to their initial values. */
  public String initialize() {
    return of("initialize");
  }

  /**
   * Fetch, float32 [parameters]: of each parameter that counts here its gradients' sum of squares.
   */
  public String squaredGradientNorms() {
    return of("optimizer/squared_norms");
  }

  /**
   * Target, in the first stage if there are several and the head is tied: sums the gradients of the
   * embedding's copies.
   */
  public String sumTiedGradients() {
    return of("sum_tied_gradients");
  }

  /** Target, in the first of several replicas: sums the gradients of all. */
  public String sumReplicaGradients() {
    return of("sum_replica_gradients");
  }

  /** Target: one AdamW update; leaves gradients zero. */
  public String update() {
    return of("update");
  }

  /** Feed, float32 scalar: what gradients are multiplied with before the update. */
  public String gradientScale() {
    return of("feed/gradient_scale");
  }

  /** Feed, float32 scalar. */
  public String learningRate() {
    return of("feed/learning_rate");
  }

  /** Feed, float32 scalar: beta1 to the power of the step. */
  public String beta1Power() {
    return of("feed/beta1_power");
  }

  /** Feed, float32 scalar: beta2 to the power of the step. */
  public String beta2Power() {
    return of("feed/beta2_power");
  }

  /** The resource of a variable. */
  String handle(Variable variable, String parameter) {
    return of("variables/" + variable.label() + "/" + parameter + "/handle");
  }

  /** Fetch: the present value of a variable. */
  public String read(Variable variable, String parameter) {
    return of("variables/" + variable.label() + "/" + parameter + "/read");
  }

  /** Feed: the value that {@link #assign} sets. */
  public String assigned(Variable variable, String parameter) {
    return of("variables/" + variable.label() + "/" + parameter + "/assigned");
  }

  /** Target: sets a variable. */
  public String assign(Variable variable, String parameter) {
    return of("variables/" + variable.label() + "/" + parameter + "/assign");
  }
}
