package io.millrace.training.runtime;

import io.millrace.training.model.StageNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Runs the passes of one stage. It knows which keys are in the stage's state, so that no run waits
 * inside TensorFlow for one that is not there. Used by one thread at a time.
 */
final class StageRunner {
  private final Session session;
  private final StageNames names;
  private final StageShape shape;
  private final ActivityCounter activity = new ActivityCounter();
  private final Set<Integer> halved = new HashSet<>();
  private final Set<Integer> keyValues = new HashSet<>();
  private final Set<Integer> keyValueGradients = new HashSet<>();
  private final Map<Integer, Integer> finishedOfGroup = new HashMap<>();

  StageRunner(Session session, StageNames names, StageShape shape) {
    this.session = session;
    this.names = names;
    this.shape = shape;
  }

  /**
   * Forward, keeping what backward needs.
   *
   * @return the chunk's summed loss in nats; 0 but of the last stage
   */
  float forward(MicroBatch microBatch) {
    try (Feeds feeds = new Feeds(microBatch)) {
      feeds.runner.addTarget(names.save());
      activity.saved(microBatch);
      return forward(feeds, microBatch);
    }
  }

  /**
   * Forward without keeping activations; {@link #recompute} comes before the backward.
   *
   * @return the chunk's summed loss in nats; 0 but of the last stage
   */
  float forwardToBeRecomputed(MicroBatch microBatch) {
    try (Feeds feeds = new Feeds(microBatch)) {
      return forward(feeds, microBatch);
    }
  }

  private float forward(Feeds feeds, MicroBatch microBatch) {
    activity.forward();
    feeds.forwardState(microBatch);
    feeds.runner.addTarget(names.forward());
    return shape.isLast() ? feeds.fetch(names.lossSum())[0] : feeds.run();
  }

  /**
   * Forward, keeping nothing once the chunk's group is through.
   *
   * @return the loss of each position in nats; empty but of the last stage
   */
  float[] evaluate(MicroBatch microBatch) {
    float[] losses = new float[0];
    try (Feeds feeds = new Feeds(microBatch)) {
      feeds.forwardState(microBatch);
      feeds.runner.addTarget(names.forward());
      if (shape.isLast()) {
        losses = feeds.fetch(names.losses());
      } else {
        feeds.run();
      }
    }
    if (!shape.isFirst()) {
      drop(names.inputDrop(), names.chunkKey(), microBatch.index());
    }
    finish(microBatch);
    return losses;
  }

  /** Forward once more, for the activations only. */
  void recompute(MicroBatch microBatch) {
    try (Feeds feeds = new Feeds(microBatch)) {
      feeds.past(names::forwardPast, microBatch);
      feeds.runner.addTarget(names.save());
      activity.recomputation();
      activity.saved(microBatch);
      feeds.run();
    }
  }

  /** Backward, adding to the gradients. */
  void backward(MicroBatch microBatch) {
    backward(microBatch, names.backward());
    activity.freed(microBatch);
  }

  /** The half of a backward on which other stages wait; {@link #weightGradient} is the other. */
  void inputGradient(MicroBatch microBatch) {
    backward(microBatch, names.inputGradient());
    halved.add(microBatch.index());
  }

  /** The rest of a backward, adding to the gradients. */
  void weightGradient(MicroBatch microBatch) {
    if (!halved.remove(microBatch.index())) {
      throw new IllegalStateException("no input gradient of micro-batch " + microBatch.index());
    }
    try (Feeds feeds = new Feeds(microBatch)) {
      feeds.runner.addTarget(names.weightGradient());
      feeds.run();
    }
    activity.freed(microBatch);
  }

  private void backward(MicroBatch microBatch, String target) {
    activity.requireSaved(microBatch);
    try (Feeds feeds = new Feeds(microBatch)) {
      feeds.past(names::backwardPast, microBatch);
      if (!keyValueGradients.remove(microBatch.group())) {
        feeds.empty(names::keyValueGradients);
      }
      if (microBatch.chunk().past() > 0) {
        feeds.runner.addTarget(names.keyValueGradientsPut());
        keyValueGradients.add(microBatch.group());
      }
      feeds.runner.addTarget(target);
      feeds.run();
    }
    finish(microBatch);
  }

  /** What the stage did since the last call. */
  StageActivity takeActivity() {
    return activity.take();
  }

  /** Forgets a group's state after its last chunk. */
  private void finish(MicroBatch microBatch) {
    int group = microBatch.group();
    if (finishedOfGroup.merge(group, 1, Integer::sum) < microBatch.groupSize()) {
      return;
    }
    finishedOfGroup.remove(group);
    if (keyValues.remove(group)) {
      drop(names.keyValuesDrop(), names.groupKey(), group);
    }
    if (keyValueGradients.remove(group)) {
      drop(names.keyValueGradientsDrop(), names.groupKey(), group);
    }
  }

  private void drop(String target, String keyName, long key) {
    try (TInt64 tensor = TInt64.scalarOf(key)) {
      session.runner().feed(keyName, tensor).addTarget(target).run().close();
    }
  }

  /** A run of this stage for a micro-batch, with the tensors it feeds. */
  private final class Feeds implements AutoCloseable {
    private final List<Tensor> tensors = new ArrayList<>();
    private final Session.Runner runner = session.runner();

    Feeds(MicroBatch microBatch) {
      feed(names.chunkKey(), TInt64.scalarOf(microBatch.index()));
      feed(names.groupKey(), TInt64.scalarOf(microBatch.group()));
      feed(names.segments(), TInt32.vectorOf(microBatch.chunk().segments()));
      feed(names.positions(), TInt32.vectorOf(microBatch.chunk().positions()));
      feed(names.past(), TInt32.scalarOf(microBatch.chunk().past()));
      if (shape.isFirst()) {
        feed(names.inputs(), TInt32.vectorOf(microBatch.chunk().inputs()));
      }
      if (shape.isLast()) {
        feed(names.labels(), TInt32.vectorOf(microBatch.chunk().labels()));
      }
    }

    private void feed(String name, Tensor tensor) {
      tensors.add(tensor);
      runner.feed(name, tensor);
    }

    /**
     * Keys and values: read those of earlier chunks, leave those of this one if another follows.
     */
    void forwardState(MicroBatch microBatch) {
      past(names::forwardPast, microBatch);
      if (microBatch.hasFollower()) {
        boolean first = keyValues.add(microBatch.group());
        runner.addTarget(first ? names.keyValuesStart() : names.keyValuesAppend());
      }
    }

    void past(IntFunction<String> name, MicroBatch microBatch) {
      if (microBatch.chunk().past() == 0) {
        empty(name);
      } else if (!keyValues.contains(microBatch.group())) {
        throw new IllegalStateException("no keys and values of group " + microBatch.group());
      }
    }

    /**
     * Feeds each layer keys and values of no position, so that TensorFlow does not look for any.
     */
    void empty(IntFunction<String> name) {
      for (int layer = 0; layer < shape.stage().layers(); layer++) {
        feed(name.apply(layer), TFloat32.tensorOf(shape.emptyKeyValues()));
      }
    }

    float run() {
      runner.run().close();
      return 0;
    }

    float[] fetch(String name) {
      try (Result result = runner.fetch(name).run()) {
        return Tensors.floats(result.get(0));
      }
    }

    @Override
    public void close() {
      tensors.forEach(Tensor::close);
    }
  }
}
