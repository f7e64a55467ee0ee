package io.millrace.jobs.cluster;

import io.millrace.jobs.cluster.ClusterApi.Job;
import io.millrace.jobs.cluster.ClusterApi.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells in a few words how far a job on a cluster is. Not for several threads. */
public final class JobOnCluster {
  /** Of a chain of steps, the first that Beam's translation names by a step's path. */
  private static final Pattern STEP_NAME = Pattern.compile("\\(([^()]+)[^()]*\\)");

  private static final String RUNNING = "RUNNING";

  private final ClusterApi cluster;
  private final String jobName;
  private String id;
  private final Map<String, Long> lastRecords = new HashMap<>();
  private long lastNanos = System.nanoTime();

  /**
   * @param master the JobManager's {@code host:port}
   * @param jobName that the job is submitted under
   */
  public JobOnCluster(String master, String jobName) {
    this.cluster = new ClusterApi(master);
    this.jobName = jobName;
  }

  /**
   * How many steps are done, and for each that runs its records in and out and what came in or went
   * out since the last call, per second.
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

  private List<String> describe(Job job) {
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
    long nanos = System.nanoTime();
    double seconds = (nanos - lastNanos) / 1e9;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.state().equals(RUNNING)) {
        words.add(describe(step, i + " " + step.name(), seconds));
      }
    }
    lastNanos = nanos;
    return words;
  }

  private String describe(Step step, String key, double seconds) {
    long records = Math.max(step.recordsIn(), step.recordsOut());
    Long before = lastRecords.put(key, records);
    // A restarted step counts from zero.
    double rate = before == null || before > records ? 0 : (records - before) / seconds;
    return String.format(
        Locale.ROOT,
        "%s %,d in %,d out (%,.0f/s)",
        shortName(step.name()),
        step.recordsIn(),
        step.recordsOut(),
        rate);
  }

  /** The path of the first of the chained steps. */
  static String shortName(String name) {
    Matcher step = STEP_NAME.matcher(name);
    return step.find() ? step.group(1) : name;
  }
}
