package io.millrace.io.store;

import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A client whose objects can be read to their end although connections break on the way: the rest
 * is asked for again. The SDK repeats requests, but not what it is late to find incomplete.
 */
public final class ResumingS3Client extends DelegatingS3Client {
  private final S3Client client;

  /**
   * @param client does the work; closed with this one
   */
  public ResumingS3Client(S3Client client) {
    super(client);
    this.client = client;
  }

  @Override
  public <T> T getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
    return client.getObject(request, new Resuming<>(request, transformer));
  }

  private final class Resuming<T> implements ResponseTransformer<GetObjectResponse, T> {
    private final GetObjectRequest request;
    private final ResponseTransformer<GetObjectResponse, T> transformer;

    Resuming(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      this.request = request;
      this.transformer = transformer;
    }

    @Override
    public T transform(GetObjectResponse response, AbortableInputStream body) throws Exception {
      ResumingBody resuming = new ResumingBody(client, request, response, body);
      return transformer.transform(response, AbortableInputStream.create(resuming, resuming));
    }

    @Override
    public boolean needsConnectionLeftOpen() {
      return transformer.needsConnectionLeftOpen();
    }
  }
}
