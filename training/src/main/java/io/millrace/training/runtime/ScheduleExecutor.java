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

/** Runs schedules on a pipeline and its replicas, a thread a worker. */
public final class ScheduleExecutor implements AutoCloseable {

  /**
   * What a replica is to do.
   *
   * @param schedule one that {@link io.millrace.training.schedule.check.ScheduleValidator} accepts;
   *     without actions if there are no micro-batches
   * @param microBatches by index
   */
  public record Work(Schedule schedule, List<MicroBatch> microBatches) {}

  /**
   * What a schedule's run gave.
   *
   * @param losses by micro-batch: the summed loss in nats when training, one value a position in
   *     evaluation
   * @param timeline when each action ran, in seconds since the first of all replicas began
   * @param activities what each stage did, in the order of the stages
   */
  public record Outcome(List<float[]> losses, Timeline timeline, List<StageActivity> activities) {

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
            session.placement().devices().size(),
            work -> {
              Thread thread = new Thread(work, "stage-worker-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs a schedule on the first replica.
   *
   * @param schedule one that {@link io.millrace.training.schedule.check.ScheduleValidator} accepts
   * @param microBatches by index
   * @param purpose training or evaluation
   * @throws PipelineException if a worker failed; the others are stopped
   */
  public Outcome run(Schedule schedule, List<MicroBatch> microBatches, Purpose purpose)
      throws InterruptedException {
    return run(List.of(new Work(schedule, microBatches)), purpose).get(0);
  }

  /**
   * Runs replicas at the same time.
   *
   * @param works of the first replicas, at most as many as there are
   * @param purpose training or evaluation
   * @return what each gave
   * @throws IllegalArgumentException if a schedule has stages on other workers than the pipeline
   * @throws PipelineException if a worker failed; the others are stopped
   */
  public List<Outcome> run(List<Work> works, Purpose purpose) throws InterruptedException {
    works.forEach(this::check);
    Gate gate = new Gate();
    List<List<Future<StageWorker.Report>>> futures = new ArrayList<>();
    for (int replica = 0; replica < works.size(); replica++) {
      futures.add(submit(replica, works.get(replica), purpose, gate));
    }
    List<List<StageWorker.Report>> reports = new ArrayList<>();
    for (List<Future<StageWorker.Report>> ofReplica : futures) {
      reports.add(await(ofReplica, gate));
    }
    if (gate.failure() != null) {
      throw new PipelineException("the pipeline stopped", gate.failure());
    }
    double start =
        reports.stream()
            .flatMap(List::stream)
            .flatMap(report -> report.intervals().stream())
            .mapToDouble(Interval::start)
            .min()
            .orElse(0);
    return IntStream.range(0, works.size())
        .mapToObj(
            replica ->
                new Outcome(
                    losses(reports.get(replica), works.get(replica).microBatches().size()),
                    timeline(works.get(replica).schedule(), reports.get(replica), start),
                    session.runners(replica).stream().map(StageRunner::takeActivity).toList()))
        .toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void check(Work work) {
    List<Integer> expected = session.placement().workerOfStage();
    if (!work.microBatches().isEmpty() && !work.schedule().workerOfStage().equals(expected)) {
      throw new IllegalArgumentException(
          "the schedule's stages are of workers "
              + work.schedule().workerOfStage()
              + ", those of the pipeline of "
              + expected);
    }
  }

  private List<Future<StageWorker.Report>> submit(
      int replica, Work work, Purpose purpose, Gate gate) {
    List<Future<StageWorker.Report>> futures = new ArrayList<>();
    for (List<Action> actions : work.schedule().workers()) {
      StageWorker worker =
          new StageWorker(
              replica, session.runners(replica), actions, work.microBatches(), purpose, gate);
      futures.add(threads.submit(stoppingAll(worker, gate)));
    }
    return futures;
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

  /** What the workers did that did not fail; the gate has the first failure. */
  private static List<StageWorker.Report> await(List<Future<StageWorker.Report>> futures, Gate gate)
      throws InterruptedException {
    List<StageWorker.Report> reports = new ArrayList<>();
    for (Future<StageWorker.Report> future : futures) {
      try {
        reports.add(future.get());
      } catch (ExecutionException e) {
        gate.fail(e.getCause());
      }
    }
    return reports;
  }

  private static List<float[]> losses(List<StageWorker.Report> reports, int microBatches) {
    Map<Integer, float[]> byMicroBatch = new HashMap<>();
    reports.forEach(report -> byMicroBatch.putAll(report.losses()));
    return IntStream.range(0, microBatches).mapToObj(byMicroBatch::get).toList();
  }

  private static Timeline timeline(
      Schedule schedule, List<StageWorker.Report> reports, double start) {
    return new Timeline(
        schedule,
        reports.stream()
            .map(report -> report.intervals().stream().map(each -> each.since(start)).toList())
            .toList());
  }
}
