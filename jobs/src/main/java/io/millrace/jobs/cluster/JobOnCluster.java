package io.millrace.jobs.cluster;

import io.millrace.jobs.cluster.ClusterApi.Job;
import io.millrace.jobs.cluster.ClusterApi.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells in a few words how far a job on a cluster is. Not for several threads. */
public final class JobOnCluster {
  /**
   * The first part of the path of a Beam step, as the runner's translation puts it into the name of
   * Flink's: {@code FlatMap (FlatMap at ExtractText/Extract/ParMultiDo(ApplyRule))}. Where the
   * translation has no path it names a method of its own, with brackets.
   */
  private static final Pattern STAGE =
      Pattern.compile("\\bat (?:ExplodeWindows: )?([A-Za-z0-9]+)\\b(?!\\.java|\\()");

  private final ClusterApi cluster;
  private final String jobName;
  private String id;

  /**
   * @param master the JobManager's {@code host:port}
   * @param jobName that the job is submitted under
   */
  public JobOnCluster(String master, String jobName) {
    this.cluster = new ClusterApi(master);
    this.jobName = jobName;
  }

  /**
   * How many steps are done and, for each stage that runs, the records of its busiest step, and how
   * many a second.
   */
  public List<String> state() {
    try {
      if (id == null) {
        Optional<String> found = cluster.jobId(jobName);
        if (found.isEmpty()) {
          return List.of("being submitted");
        }
        id = found.get();
      }
      return describe(cluster.job(id));
    } catch (IOException e) {
      return List.of("the cluster does not answer");
    }
  }

  static List<String> describe(Job job) {
    List<Step> steps = job.steps();
    long done = steps.stream().filter(step -> step.state().equals("FINISHED")).count();
    List<String> words = new ArrayList<>();
    words.add(
        String.format(
            Locale.ROOT,
            "%s, %d of %d steps done",
            job.state().toLowerCase(Locale.ROOT),
            done,
            steps.size()));
    Map<String, Step> busiest = new LinkedHashMap<>();
    for (Step step : steps) {
      Matcher stage = STAGE.matcher(step.name());
      if (step.state().equals("RUNNING") && stage.find()) {
        busiest.merge(stage.group(1), step, (a, b) -> b.records() > a.records() ? b : a);
      }
    }
    busiest.forEach((stage, step) -> words.add(describe(stage, step)));
    return words;
  }

  private static String describe(String stage, Step step) {
    double seconds = Math.max(1, step.runningMillis()) / 1e3;
    return String.format(
        Locale.ROOT,
        "%s %,d in %,d out (%,.0f/s)",
        stage,
        step.recordsIn(),
        step.recordsOut(),
        step.records() / seconds);
  }
}
