package io.millrace.jobs.store;

import io.millrace.io.store.S3Connection;
import io.millrace.io.store.S3Location;
import io.millrace.ui.command.UsageException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptions;

/** Completes Beam's options for {@code s3://} paths, and keeps secrets out of them. */
public final class S3Settings {
  /** Beam writes its options into the job, where the cluster's web interface shows them. */
  private static final Pattern SECRET =
      Pattern.compile(
          "--(SSECustomerKey=.*|awsCredentialsProvider=.*\"[A-Za-z]*(Key|KeyId|Token)\"\\s*:.*"
              + "|proxyConfiguration=.*password.*|(endpoint|s3Endpoint)=[^/]*//[^/]*@.*"
              + "|hdfsConfiguration=.*(secret|password|account\\.key).*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private S3Settings() {}

  /**
   * Refuses arguments that hold a secret.
   *
   * @param arguments {@code --name=value} each
   * @throws UsageException if one does; its message does not repeat the value
   */
  public static void refuseSecrets(List<String> arguments) {
    for (String argument : arguments) {
      if (SECRET.matcher(argument).matches()) {
        throw new UsageException(
            argument.replaceFirst("(?s)=.*", "")
                + " holds a secret, which would become readable in the job's options; set"
                + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role instead");
      }
    }
  }

  /**
   * Refuses a path with keys in it, as some clients take them.
   *
   * @param option that names the path
   * @throws UsageException if it is no path of S3 although it begins like one; its message does not
   *     repeat it
   */
  public static void refuseKeys(String option, String path) {
    if (S3Location.isOne(path)) {
      try {
        S3Location.parse(path);
      } catch (IllegalArgumentException e) {
        throw new UsageException(option + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Sets region and endpoint where no option did, from the environment. Beam's default would ask
   * the metadata service of Amazon's machines for the region at the start of every job, of those on
   * local files too, and wait for an answer in vain elsewhere. Clients are {@link ResumingClients},
   * of a store at an endpoint of its own {@link PathStyleClients}.
   *
   * @param options to complete
   * @param arguments that they were parsed from
   */
  public static void complete(PipelineOptions options, List<String> arguments) {
    S3Options s3 = options.as(S3Options.class);
    S3Connection surroundings = S3Connection.of(null);
    if (!given("awsRegion", arguments)) {
      s3.setAwsRegion(surroundings.region());
    }
    if (s3.getEndpoint() == null) {
      s3.setEndpoint(surroundings.endpoint());
    }
    if (!given("s3ClientFactoryClass", arguments)) {
      s3.setS3ClientFactoryClass(
          s3.getEndpoint() == null ? ResumingClients.class : PathStyleClients.class);
    }
  }

  private static boolean given(String name, List<String> arguments) {
    return arguments.stream().anyMatch(argument -> argument.startsWith("--" + name + "="));
  }
}
