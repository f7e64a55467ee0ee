package io.millrace.jobs.store;

import org.apache.beam.sdk.io.aws2.options.S3ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.DefaultS3ClientBuilderFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Clients of stores that are not Amazon's. They name the bucket in a request's path, {@code
 * http://host/bucket/key}: Amazon's own way, {@code http://bucket.host/key}, needs a name server
 * that knows every bucket. And they do not say that a write uses no bucket key, as Beam always
 * does: stores without encryption take the mere mention for a wish and refuse it.
 */
public final class PathStyleClients implements S3ClientBuilderFactory {
  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    S3ClientBuilder builder =
        new DefaultS3ClientBuilderFactory().createBuilder(options).forcePathStyle(true);
    return ResumingClients.of(
        builder.overrideConfiguration(
            builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new UnusedBucketKey())
                .build()));
  }

  private static final class UnusedBucketKey implements ExecutionInterceptor {
    private static final String HEADER = "x-amz-server-side-encryption-bucket-key-enabled";

    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      SdkHttpRequest request = context.httpRequest();
      boolean unused = request.firstMatchingHeader(HEADER).filter("false"::equals).isPresent();
      return unused ? request.toBuilder().removeHeader(HEADER).build() : request;
    }
  }
}
