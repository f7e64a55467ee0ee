package io.millrace.io.store;

import java.net.URI;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Which server holds the buckets. Credentials are no part of it: clients look for them where
 * Amazon's SDK does, the environment first.
 *
 * @param endpoint of a store that is not Amazon's; null for Amazon's own
 * @param region of the buckets
 */
public record S3Connection(URI endpoint, Region region) {
  /** As Amazon's newer clients have it, and Arrow's. */
  private static final String ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL";

  /**
   * The connection that the environment describes, where nothing is given.
   *
   * @param endpoint {@code http://host:port}; null for {@code AWS_ENDPOINT_URL}, and where that is
   *     not set for Amazon's own
   * @throws IllegalArgumentException if it is no URL of a host alone; the message does not repeat
   *     it
   */
  public static S3Connection of(String endpoint) {
    String given = endpoint == null ? System.getenv(ENDPOINT_VARIABLE) : endpoint;
    return new S3Connection(
        given == null || given.isEmpty() ? null : checked(given), regionAround());
  }

  /**
   * As {@link #of(String)}, in a region that is named.
   *
   * @param regionName null for the environment's
   */
  public static S3Connection of(String endpoint, String regionName) {
    S3Connection around = of(endpoint);
    return regionName == null ? around : new S3Connection(around.endpoint(), Region.of(regionName));
  }

  private static URI checked(String endpoint) {
    if (!endpoint.matches("https?://[A-Za-z0-9.\\[\\]:-]+/?")) {
      throw new IllegalArgumentException(
          "the endpoint of the object store is not of the form http://host:port or https://host");
    }
    return URI.create(endpoint);
  }

  /**
   * The region that {@code AWS_REGION} or the profile names, else {@code us-east-1}. Asks no
   * metadata service, which elsewhere than on Amazon's machines means to wait for an answer in
   * vain.
   */
  private static Region regionAround() {
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
          .getRegion();
    } catch (SdkClientException e) {
      // None of them names a region.
      return Region.US_EAST_1;
    }
  }

  /** A new client; its reads go on where a connection is lost. */
  S3Client client() {
    S3ClientBuilder builder = S3Client.builder().region(region);
    if (endpoint != null) {
      // Few stores have a name server that knows bucket.host.
      builder.endpointOverride(endpoint).forcePathStyle(true);
    }
    return new ResumingS3Client(BrokenAnswers.repeated(builder).build());
  }
}
