package io.millrace.training.schedule;

import java.util.List;
import java.util.stream.IntStream;

/** All forwards and no backward: evaluation. */
public final class ForwardOnly implements PipelineSchedule {
  @Override
  public Schedule schedule(int workers, MicroBatches microBatches) {
    List<List<Action>> actions =
        IntStream.range(0, workers)
            .mapToObj(
                stage ->
                    IntStream.range(0, microBatches.count())
                        .mapToObj(i -> Action.forward(stage, i))
                        .toList())
            .toList();
    return new Schedule(workers, actions);
  }
}
