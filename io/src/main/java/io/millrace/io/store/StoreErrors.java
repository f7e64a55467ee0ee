package io.millrace.io.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in a line what the store answered. */
final class StoreErrors {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private StoreErrors() {}

  /**
   * The error to throw.
   *
   * @param place that was read or written
   * @return a {@link FileNotFoundException} if there is no such bucket or object
   */
  static IOException of(S3Location place, SdkException cause) {
    if (!(cause instanceof AwsServiceException answer)) {
      return new IOException(
          place + ": no answer from the object store (" + cause.getMessage() + ")", cause);
    }
    String code = answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
    if (answer.statusCode() == NOT_FOUND) {
      boolean bucket = "NoSuchBucket".equals(code);
      IOException missing =
          new FileNotFoundException(
              bucket ? place + ": there is no bucket " + place.bucket() : place + ": not there");
      missing.initCause(cause);
      return missing;
    }
    if (answer.statusCode() == FORBIDDEN || answer.statusCode() == UNAUTHORIZED) {
      return new IOException(
          place
              + ": access denied ("
              + code
              + "); the credentials are those of the environment or of the profile",
          cause);
    }
    return new IOException(
        place + ": the object store answered " + answer.statusCode() + " " + code, cause);
  }
}
