package io.millrace.training.plan.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.millrace.training.command.ModelOptions;
import io.millrace.training.schedule.simulate.ChromeTrace;
import io.millrace.training.schedule.simulate.GanttChart;
import io.millrace.training.schedule.simulate.Timeline;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.Range;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace plan}. */
@Command(
    name = "plan",
    description = {
      "Predicts how long a pipeline schedule takes and what it holds in memory, or searches the best",
      "chunk size, retained chunks, schedule and split of a model for the lengths of its sequences."
    },
    footer = {
      "bin/millrace plan --data=shards --stages=2 --layers=4 --width=128 --deviceMemoryMebibytes=512",
      "bin/millrace plan --schedule=1f1b --stages=4 --microBatches=8",
      "bin/millrace plan --lengths=4,2,1,1 --stages=4 --forwardTime=1 --backwardTime=2"
    })
public final class PlanCommand implements Callable<Integer> {
  private static final int CHART_COLUMNS = 96;
  private static final double MICROS_PER_SECOND = 1e6;

  /** A unit of time that is no second is drawn as a millisecond. */
  private static final double MICROS_PER_UNIT = 1e3;

  @Mixin private PlanPipelineOptions pipeline;
  @Mixin private PlanBatchOptions batch;
  @Mixin private PlanCostOptions times;
  @Mixin private ModelOptions model;
  @Mixin private PlanDeviceOptions devices;

  @Option(
      names = "--rows",
      defaultValue = "10",
      paramLabel = "INT",
      description = "Lines of a search's table.")
  @Range(min = 1, max = 1 << 20)
  private int rows;

  @Option(names = "--gantt", description = "With --schedule, draw the chart too.")
  private boolean gantt;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write the timeline for chrome://tracing or Perfetto, replacing the file.")
  private Path trace;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the result as JSON, replacing the file.")
  private Path output;

  @Override
  public Integer call() throws IOException {
    if (pipeline.schedule == null) {
      search();
    } else {
      simulate();
    }
    return ExitCode.SUCCESS;
  }

  private void simulate() throws IOException {
    PlanSimulation result;
    try {
      result = PlanSimulation.run(pipeline, batch, times);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    System.out.print(result);
    if (gantt) {
      System.out.print(GanttChart.draw(result.simulation(), CHART_COLUMNS));
    }
    ObjectMapper mapper = new ObjectMapper();
    write(result.simulation(), MICROS_PER_UNIT, result.toJson(mapper));
  }

  private void search() throws IOException {
    PlanReport report;
    try {
      report = new PlanSearch(pipeline, batch, times, devices, model).run();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    System.out.print(report.table(rows));
    System.out.println(
        "\n"
            + report.runs().size()
            + " of "
            + report.candidates()
            + " plans fit. The best of them:\n");
    System.out.print(GanttChart.draw(report.best(), CHART_COLUMNS));
    report
        .trainOptions()
        .ifPresent(found -> System.out.println("\nThe best that train runs: " + found));
    double micros = times.given() ? MICROS_PER_UNIT : MICROS_PER_SECOND;
    write(report.best(), micros, report.toJson(new ObjectMapper()));
  }

  private void write(Timeline simulation, double microsPerUnit, JsonNode json) throws IOException {
    if (trace != null) {
      try (OutputStream out = Files.newOutputStream(trace)) {
        ChromeTrace.write(simulation, microsPerUnit, out);
      }
    }
    if (output != null) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      Files.writeString(output, mapper.writeValueAsString(json) + "\n");
    }
  }
}
