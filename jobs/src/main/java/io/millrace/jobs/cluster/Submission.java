package io.millrace.jobs.cluster;

import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.configuration.DeploymentOptions;

/** Who started this program, and so who starts its jobs and waits for them. */
public enum Submission {
  /** An operator: it starts jobs itself, in this process or on the cluster that it is told of. */
  OWN_PROCESS,

  /** {@code flink run}: its client starts the program's jobs and waits for each. */
  CLIENT_THAT_WAITS,

  /**
   * {@code flink run --detached}, or the REST API, which runs the program inside the JobManager:
   * one job is started, and nobody waits for it.
   */
  CLIENT_THAT_LEAVES;

  /** What holds for the program that the calling thread runs. */
  public static Submission current() {
    if (ExecutionEnvironment.areExplicitEnvironmentsAllowed()) {
      return OWN_PROCESS;
    }
    return ExecutionEnvironment.getExecutionEnvironment()
            .getConfiguration()
            .get(DeploymentOptions.ATTACHED)
        ? CLIENT_THAT_WAITS
        : CLIENT_THAT_LEAVES;
  }
}
