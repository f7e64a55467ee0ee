package io.millrace.training.plan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.training.cost.CostModel;
import io.millrace.training.cost.ModelCosts;
import io.millrace.training.plan.Candidate;
import io.millrace.training.plan.PlannedRun;
import io.millrace.training.plan.Planner;
import io.millrace.training.schedule.simulate.Timeline;
import io.millrace.training.schedule.text.ScheduleName;
import io.millrace.ui.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a search found.
 *
 * @param planner what searched
 * @param costs in whose units the runs are
 * @param batches lengths of the sequences, by global batch
 * @param workers devices
 * @param candidates how many were tried
 * @param runs those that fit, best first
 */
record PlanReport(
    Planner planner,
    CostModel costs,
    List<List<Integer>> batches,
    int workers,
    int candidates,
    List<PlannedRun> runs) {
  static final double BYTES_PER_MEBIBYTE = 1 << 20;
  private static final double MILLIS_PER_SECOND = 1000;

  /** The first global batch of the best plan. */
  Timeline best() {
    return planner.simulateFirst(runs.get(0).candidate());
  }

  private boolean ofModel() {
    return costs instanceof ModelCosts;
  }

  /** Memory with its unit. */
  static String memory(double amount, CostModel costs) {
    return costs instanceof ModelCosts
        ? String.format(Locale.ROOT, "%.1f MiB", amount / BYTES_PER_MEBIBYTE)
        : String.format(Locale.ROOT, "%.0f tokens", amount);
  }

  /** The best plans, one a row. */
  String table(int rows) {
    List<String> header = new ArrayList<>(List.of("C", "K", "schedule", "warm-up", "first"));
    header.addAll(
        ofModel()
            ? List.of("layers", "ms/batch", "tokens/s", "bubble %", "activations MiB", "memory MiB")
            : List.of("makespan", "bubble %", "peak tokens"));
    header.add("in train");
    Table table = new Table(header.toArray(String[]::new));
    runs.stream().limit(rows).forEach(run -> table.row(row(run).toArray()));
    return table.toString();
  }

  private List<Object> row(PlannedRun run) {
    Candidate candidate = run.candidate();
    List<Object> row = new ArrayList<>();
    row.add(candidate.chunkTokens());
    row.add(candidate.isStateAware() ? candidate.settings().retainedChunks() : "-");
    row.add(candidate.schedule().label());
    row.add(candidate.isStateAware() ? "+" + candidate.settings().extraWarmUp() : "-");
    row.add(candidate.order().label().replace("-first", ""));
    double makespan = run.makespan() / batches.size();
    if (ofModel()) {
      row.add(candidate.split().stream().map(String::valueOf).collect(Collectors.joining("+")));
      row.add(makespan * MILLIS_PER_SECOND);
      row.add(Math.round(tokens() / run.makespan()));
      row.add(100 * run.bubble());
      row.add(run.peakActivations() / BYTES_PER_MEBIBYTE);
      row.add(run.peakMemory() / BYTES_PER_MEBIBYTE);
    } else {
      row.add(makespan);
      row.add(100 * run.bubble());
      row.add(run.peakActivations());
    }
    row.add(candidate.isRunnable() ? "yes" : "no");
    return row;
  }

  private long tokens() {
    return batches.stream().flatMap(List::stream).mapToLong(Integer::longValue).sum();
  }

  /** The options of the best plan that the trainer runs, if there is one. */
  Optional<String> trainOptions() {
    return runs.stream()
        .map(PlannedRun::candidate)
        .filter(Candidate::isRunnable)
        .findFirst()
        .map(this::trainOptions);
  }

  private String trainOptions(Candidate candidate) {
    StringBuilder options = new StringBuilder("--stages=" + candidate.split().size());
    if (ofModel()) {
      options.append(
          candidate.split().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(",", " --stageLayers=", "")));
    }
    options.append(" --chunkTokens=").append(candidate.chunkTokens());
    options.append(" --schedule=").append(candidate.schedule().label());
    if (candidate.schedule() == ScheduleName.INTERLEAVED) {
      options.append(" --virtualStages=").append(candidate.settings().virtualStages());
    }
    if (candidate.isStateAware()) {
      options.append(" --retainedChunks=").append(candidate.settings().retainedChunks());
      options.append(" --extraWarmUp=").append(candidate.settings().extraWarmUp());
    }
    return options.toString();
  }

  /** All plans that fit, with the actions of the best. */
  ObjectNode toJson(ObjectMapper mapper) {
    ObjectNode json = mapper.createObjectNode();
    json.put("stages", workers);
    json.put("batches", batches.size());
    json.put("tokens", tokens());
    json.put("time_unit", costs.timeUnit());
    json.put("memory_unit", costs.sizeUnit());
    json.put("candidates", candidates);
    json.set("best", mapper.valueToTree(best().schedule().toString().lines().toList()));
    ArrayNode plans = json.putArray("plans");
    for (PlannedRun run : runs) {
      Candidate candidate = run.candidate();
      ObjectNode plan = plans.addObject();
      plan.put("chunk_tokens", candidate.chunkTokens());
      plan.put("schedule", candidate.schedule().label());
      if (candidate.isStateAware()) {
        plan.put("retained_chunks", candidate.settings().retainedChunks());
        plan.put("extra_warm_up", candidate.settings().extraWarmUp());
      }
      plan.put("group_order", candidate.order().label());
      plan.set("layers", mapper.valueToTree(candidate.split()));
      plan.put("makespan", run.makespan());
      plan.put("bubble", run.bubble());
      plan.put("peak_activations", run.peakActivations());
      plan.put("peak_memory", run.peakMemory());
      plan.put("runnable", candidate.isRunnable());
    }
    return json;
  }
}
