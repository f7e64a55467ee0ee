package io.millrace.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ui.command.UsageException;
import java.util.List;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.DefaultS3ClientBuilderFactory;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class S3SettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--awsCredentialsProvider={\"@type\":\"StaticCredentialsProvider\",\"accessKeyId\":\"a\",\"secretAccessKey\":\"hush\"}",
        "--awsCredentialsProvider={\"@type\":\"StaticCredentialsProvider\",\"awsAccessKeyId\":\"a\",\"awsSecretKey\":\"hush\"}",
        "--awsCredentialsProvider={\"@type\":\"X\",\"webIdentityToken\" : \"hush\"}",
        "--proxyConfiguration={\"endpoint\":\"http://proxy:1\",\"username\":\"u\",\"password\":\"hush\"}",
        "--endpoint=https://key:hush@store.example.org",
        "--hdfsConfiguration=[{\"fs.s3a.secret.key\":\"hush\"}]",
        "--SSECustomerKey={\"key\":\"hush\",\"algorithm\":\"AES256\"}"
      })
  void refusesAnOptionThatHoldsASecretWithoutRepeatingIt(String argument) {
    assertThatThrownBy(() -> S3Settings.refuseSecrets(List.of("--runner=X", argument)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(argument.substring(0, argument.indexOf('=')))
        .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
        .hasMessageNotContaining("hush");
  }

  @Test
  void takesAProviderThatOnlySaysWhereCredentialsAre() {
    assertThatCode(
            () ->
                S3Settings.refuseSecrets(
                    List.of(
                        "--awsCredentialsProvider={\"@type\":\"ProfileCredentialsProvider\",\"profileName\":\"crawl\"}")))
        .doesNotThrowAnyException();
  }

  @Test
  void namesTheBucketInThePathWhereTheEndpointIsNotAmazons() {
    assertThat(completed().getS3ClientFactoryClass()).isEqualTo(ResumingClients.class);
    assertThat(completed("--endpoint=http://store:9000").getS3ClientFactoryClass())
        .isEqualTo(PathStyleClients.class);
    String asked = "--s3ClientFactoryClass=" + DefaultS3ClientBuilderFactory.class.getName();
    assertThat(completed("--endpoint=http://store:9000", asked).getS3ClientFactoryClass())
        .isEqualTo(DefaultS3ClientBuilderFactory.class);
  }

  @Test
  void takesTheRegionFromTheOptionThenFromTheEnvironment() {
    String before = System.getProperty("aws.region");
    System.setProperty("aws.region", "eu-north-1");
    try {
      assertThat(completed("--awsRegion=eu-west-3").getAwsRegion()).isEqualTo(Region.EU_WEST_3);
      assertThat(completed().getAwsRegion()).isEqualTo(Region.EU_NORTH_1);
    } finally {
      if (before == null) {
        System.clearProperty("aws.region");
      } else {
        System.setProperty("aws.region", before);
      }
    }
  }

  @Test
  void whatBeamWritesIntoTheJobHoldsNoCredentials() {
    System.setProperty("aws.accessKeyId", "visitor");
    System.setProperty("aws.secretAccessKey", "hush");
    System.setProperty("aws.sessionToken", "hush-hush");
    try {
      S3Options options = completed("--endpoint=http://store:9000");
      assertThat(options.getAwsCredentialsProvider().resolveCredentials().secretAccessKey())
          .as("they are found")
          .isEqualTo("hush");

      assertThat(new SerializablePipelineOptions(options).toString())
          .contains("http://store:9000")
          .doesNotContain("hush", "visitor");
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
      System.clearProperty("aws.sessionToken");
    }
  }

  private static S3Options completed(String... arguments) {
    S3Options options = PipelineOptionsFactory.fromArgs(arguments).as(S3Options.class);
    S3Settings.complete(options, List.of(arguments));
    return options;
  }
}
