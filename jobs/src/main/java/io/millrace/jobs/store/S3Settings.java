package io.millrace.jobs.store;

import io.millrace.ui.command.UsageException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** Completes Beam's options for {@code s3://} paths, and keeps secrets out of them. */
public final class S3Settings {
  /** Beam writes its options into the job, where the cluster's web interface shows them. */
  private static final Pattern SECRET =
      Pattern.compile(
          "--(SSECustomerKey=.*|awsCredentialsProvider=.*(aws|secret|session)[A-Za-z]*(Key|Token).*"
              + "|hdfsConfiguration=.*(secret|password).*)",
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
   * Sets the region where no option did: from {@code AWS_REGION} or the profile, else {@code
   * us-east-1}. Beam's default would ask the metadata service of Amazon's machines at the start of
   * every job, of those on local files too, and wait for an answer in vain elsewhere. A store at an
   * endpoint of its own gets {@link PathStyleClients}.
   *
   * @param options to complete
   * @param arguments that they were parsed from
   */
  public static void complete(PipelineOptions options, List<String> arguments) {
    S3Options s3 = options.as(S3Options.class);
    if (!given("awsRegion", arguments)) {
      s3.setAwsRegion(region());
    }
    if (s3.getEndpoint() != null && !given("s3ClientFactoryClass", arguments)) {
      s3.setS3ClientFactoryClass(PathStyleClients.class);
    }
  }

  private static boolean given(String name, List<String> arguments) {
    return arguments.stream().anyMatch(argument -> argument.startsWith("--" + name + "="));
  }

  private static Region region() {
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
          .getRegion();
    } catch (SdkClientException e) {
      // None of them names a region.
      return Region.US_EAST_1;
    }
  }
}
