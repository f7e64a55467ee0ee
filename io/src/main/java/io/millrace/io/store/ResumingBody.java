package io.millrace.io.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object's bytes, or a range of them; where reading fails, the rest is asked for again. */
final class ResumingBody extends InputStream implements Abortable {
  private static final Logger LOG = LoggerFactory.getLogger(ResumingBody.class);

  /** Failures in a row, no byte between them, after which reading fails: as many as the SDK's. */
  private static final int MAX_FAILURES = 4;

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/.*");

  private final S3Client client;
  private final GetObjectRequest request;
  private final String entityTag;
  private final long end;
  private long position;
  private InputStream body;
  private Abortable connection;
  private int failures;

  /**
   * @param client asks for the rest
   * @param request that was answered
   * @param response its answer
   * @param body of the answer
   */
  ResumingBody(
      S3Client client,
      GetObjectRequest request,
      GetObjectResponse response,
      AbortableInputStream body) {
    this.client = client;
    this.request = request;
    this.entityTag = response.eTag();
    this.body = body;
    this.connection = body;
    Matcher range =
        CONTENT_RANGE.matcher(response.contentRange() == null ? "" : response.contentRange());
    boolean partial = range.matches();
    this.position = partial ? Long.parseLong(range.group(1)) : 0;
    this.end = partial ? Long.parseLong(range.group(2)) + 1 : response.contentLength();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (true) {
      try {
        int read = body.read(target, offset, length);
        if (read >= 0) {
          position += read;
          failures = 0;
        } else if (position < end) {
          throw new IOException("the body ends early");
        }
        return read;
      } catch (IOException e) {
        resume(e);
      }
    }
  }

  private void resume(IOException cause) throws IOException {
    failures++;
    if (position >= end || failures > MAX_FAILURES) {
      throw cause;
    }
    LOG.debug("Asking again for {} from byte {} on: {}", place(), position, cause.getMessage());
    connection.abort();
    GetObjectRequest rest =
        request.toBuilder().range("bytes=" + position + "-" + (end - 1)).ifMatch(entityTag).build();
    try {
      ResponseInputStream<GetObjectResponse> opened = client.getObject(rest);
      body = opened;
      connection = opened;
    } catch (SdkException e) {
      throw new IOException(
          place() + ": reading broke off at byte " + position + " and could not go on there", e);
    }
  }

  private S3Location place() {
    return new S3Location(request.bucket(), request.key());
  }

  @Override
  public int available() throws IOException {
    return body.available();
  }

  @Override
  public void abort() {
    connection.abort();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
