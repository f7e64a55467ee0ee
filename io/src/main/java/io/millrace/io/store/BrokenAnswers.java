package io.millrace.io.store;

import java.io.IOException;
import software.amazon.awssdk.awscore.retry.AwsRetryPolicy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.retry.conditions.OrRetryCondition;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Has requests repeated whose answer breaks off while it is parsed, as a listing's may. The SDK by
 * itself takes what was lost for bad XML, for which it does not ask again.
 */
public final class BrokenAnswers {
  private BrokenAnswers() {}

  /**
   * Completes a builder's retry policy; attempts and pauses stay as they are.
   *
   * @return the builder
   */
  public static S3ClientBuilder repeated(S3ClientBuilder builder) {
    ClientOverrideConfiguration configuration = builder.overrideConfiguration();
    RetryPolicy policy =
        configuration
            .retryPolicy()
            .orElseGet(() -> RetryPolicy.forRetryMode(RetryMode.defaultRetryMode()));
    return builder.overrideConfiguration(
        configuration.toBuilder()
            .retryPolicy(
                policy.toBuilder()
                    .retryCondition(
                        OrRetryCondition.create(
                            AwsRetryPolicy.defaultRetryCondition(),
                            context -> isLoss(context.exception())))
                    .build())
            .build());
  }

  private static boolean isLoss(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
