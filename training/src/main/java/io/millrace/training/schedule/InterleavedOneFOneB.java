package io.millrace.training.schedule;

import io.millrace.training.schedule.MicroBatches.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Interleaved 1F1B (Megatron-LM, 2104.04473, Section 2.2): each of p workers has v virtual stages,
 * worker w the stages w, w + p, w + 2p and so on, and takes micro-batches in blocks of p through
 * one of its stages after the other. Idle time falls to 1/v of 1F1B's; up to 1 + (p − 1) / (p · v)
 * times as many activations are alive.
 *
 * <p>The last block is filled up with empty micro-batches, whose actions are left out. Where chunks
 * depend on each other, a block of backwards waits until the last of their groups has gone forward.
 */
public final class InterleavedOneFOneB implements PipelineSchedule {
  private final int virtualStages;

  /**
   * @param virtualStages v, stages of each worker, at least 1
   */
  public InterleavedOneFOneB(int virtualStages) {
    if (virtualStages < 1) {
      throw new IllegalArgumentException("virtualStages must be at least 1, not " + virtualStages);
    }
    this.virtualStages = virtualStages;
  }

  @Override
  public Schedule schedule(int workers, MicroBatches microBatches) {
    MicroBatches padded = microBatches.paddedTo(workers);
    List<List<Action>> actions = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      actions.add(
          worker(worker, workers, padded).stream()
              .filter(action -> action.microBatch() < microBatches.count())
              .toList());
    }
    return new Schedule(workers * virtualStages, actions);
  }

  private List<Action> worker(int worker, int workers, MicroBatches microBatches) {
    List<Action> forwards = forwards(worker, workers, microBatches.count() / workers);
    List<Turn> order = microBatches.backwardOrder();
    int warmUp = 2 * (workers - worker - 1) + (virtualStages - 1) * workers;
    List<Action> actions = new ArrayList<>();
    int done = 0;
    for (int first = 0; first < order.size(); first += workers) {
      List<Turn> block = order.subList(first, first + workers);
      for (int round = 0; round < virtualStages; round++) {
        int stage = (virtualStages - 1 - round) * workers + worker;
        for (int i = 0; i < workers; i++) {
          int needed = forwardsBefore(block, i, first / workers, round) + warmUp;
          while (done < Math.min(needed, forwards.size())) {
            actions.add(forwards.get(done++));
          }
          actions.add(Action.backward(stage, block.get(i).microBatch()));
        }
      }
    }
    return actions;
  }

  private List<Action> forwards(int worker, int workers, int blocks) {
    List<Action> forwards = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      for (int round = 0; round < virtualStages; round++) {
        for (int i = 0; i < workers; i++) {
          forwards.add(Action.forward(round * workers + worker, block * workers + i));
        }
      }
    }
    return forwards;
  }

  /**
   * How many forwards a worker without warm-up does before a backward: those up to the same place
   * of the block that has the last chunk of the groups.
   *
   * @param block turns of the block of backwards
   * @param index of the backward in the block
   * @param number of the block
   * @param round through the block: which of the virtual stages, from the last
   */
  private int forwardsBefore(List<Turn> block, int index, int number, int round) {
    int workers = block.size();
    int lastBlock = (groupEnd(block, workers - 1) - 1) / workers;
    int place = lastBlock > number ? workers - 1 : groupEnd(block, index) - 1 - number * workers;
    return (lastBlock * virtualStages + round) * workers + place + 1;
  }

  /** One past the last chunk of the groups that a block's first turns belong to. */
  private static int groupEnd(List<Turn> block, int lastTurn) {
    return block.stream().limit(lastTurn + 1L).mapToInt(Turn::groupEnd).max().orElseThrow();
  }
}
