package io.millrace.jobs.store;

import io.millrace.io.store.BrokenAnswers;
import io.millrace.io.store.ResumingS3Client;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.beam.sdk.io.aws2.options.S3ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.DefaultS3ClientBuilderFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Clients as Beam's own, but that go on reading an object after a lost connection. Beam would fail
 * the task, and a runner without a restart strategy the job.
 */
public final class ResumingClients implements S3ClientBuilderFactory {
  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    return of(new DefaultS3ClientBuilderFactory().createBuilder(options));
  }

  /** A builder of such clients: Beam takes builders only, and the SDK's cannot be extended. */
  static S3ClientBuilder of(S3ClientBuilder given) {
    S3ClientBuilder builder = BrokenAnswers.repeated(given);
    return (S3ClientBuilder)
        Proxy.newProxyInstance(
            S3ClientBuilder.class.getClassLoader(),
            new Class<?>[] {S3ClientBuilder.class},
            (proxy, method, arguments) -> {
              Object result = invoke(builder, method, arguments);
              if (result instanceof S3Client client) {
                return new ResumingS3Client(client);
              }
              return result == builder ? proxy : result;
            });
  }

  private static Object invoke(S3ClientBuilder builder, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(builder, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
