package io.millrace.training.runtime;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.simulate.Timeline;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Runs schedules on a pipeline, a thread a worker. */
public final class ScheduleExecutor implements AutoCloseable {

  /**
   * What a schedule's run gave.
   *
   * @param losses by micro-batch: the summed loss in nats when training, one value a position in
   *     evaluation
   * @param timeline when each action ran, in seconds since the first began
   */
  public record Outcome(List<float[]> losses, Timeline timeline) {

    /** All losses added up in the order of the micro-batches, in nats. */
    public double lossSum() {
      double sum = 0;
      for (float[] values : losses) {
        for (float value : values) {
          sum += value;
        }
      }
      return sum;
    }
  }

  private final PipelineSession session;
  private final ExecutorService threads;

  /**
   * @param session the pipeline; not closed with this executor
   */
  public ScheduleExecutor(PipelineSession session) {
    this.session = session;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            session.stages(),
            work -> {
              Thread thread = new Thread(work, "stage-worker-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Tells whether schedules of a form can be run.
   *
   * @throws IllegalArgumentException if this one has several stages of one worker
   */
  public static void requireRunnable(Schedule schedule) {
    if (!schedule.oneStageEach()) {
      throw new IllegalArgumentException(
          "the trainer runs one stage a device; this schedule has "
              + schedule.stages()
              + " stages for "
              + schedule.workers().size()
              + " devices; millrace plan simulates it");
    }
  }

  /**
   * Runs a schedule.
   *
   * @param schedule one that {@link io.millrace.training.schedule.check.ScheduleValidator} accepts
   * @param microBatches by index
   * @param purpose training or evaluation
   * @throws PipelineException if a worker failed; the others are stopped
   */
  public Outcome run(Schedule schedule, List<MicroBatch> microBatches, Purpose purpose)
      throws InterruptedException {
    requireRunnable(schedule);
    Gate gate = new Gate();
    List<Future<StageWorker.Report>> futures = new ArrayList<>();
    for (List<Action> actions : schedule.workers()) {
      StageWorker worker = new StageWorker(session, actions, microBatches, purpose, gate);
      futures.add(threads.submit(stoppingAll(worker, gate)));
    }
    List<StageWorker.Report> reports = new ArrayList<>();
    for (Future<StageWorker.Report> future : futures) {
      try {
        reports.add(future.get());
      } catch (ExecutionException e) {
        // The gate has the first failure; this may be a worker that it stopped.
        gate.fail(e.getCause());
      }
    }
    if (gate.failure() != null) {
      throw new PipelineException("the pipeline stopped", gate.failure());
    }
    return outcome(schedule, reports, microBatches.size());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Callable<StageWorker.Report> stoppingAll(StageWorker worker, Gate gate) {
    return () -> {
      try {
        return worker.call();
      } catch (Throwable failure) {
        gate.fail(failure);
        throw failure;
      }
    };
  }

  private static Outcome outcome(
      Schedule schedule, List<StageWorker.Report> reports, int microBatches) {
    Map<Integer, float[]> byMicroBatch = new HashMap<>();
    reports.forEach(report -> byMicroBatch.putAll(report.losses()));
    List<float[]> losses = IntStream.range(0, microBatches).mapToObj(byMicroBatch::get).toList();
    return new Outcome(losses, new Timeline(schedule, sinceTheFirst(reports)));
  }

  private static List<List<Interval>> sinceTheFirst(List<StageWorker.Report> reports) {
    double first =
        reports.stream()
            .flatMap(report -> report.intervals().stream())
            .mapToDouble(Interval::start)
            .min()
            .orElse(0);
    return reports.stream()
        .map(report -> report.intervals().stream().map(each -> each.since(first)).toList())
        .toList();
  }
}
