package io.millrace.io.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Writes an object that is too large for one request, part after part. */
final class MultipartUpload {
  /** A part is held in memory, where a file has not too many of them; S3 wants 5 MiB at least. */
  static final long PART_BYTES = 16L << 20;

  /** S3 user guide, "Amazon S3 multipart upload limits". */
  private static final long MAX_PARTS = 10_000;

  private final S3Client client;
  private final S3Location target;

  MultipartUpload(S3Client client, S3Location target) {
    this.client = client;
    this.target = target;
  }

  /** Uploads a file that is not empty; of what fails nothing stays. */
  void upload(Path file) throws IOException {
    long size = Files.size(file);
    String id =
        client
            .createMultipartUpload(request -> request.bucket(target.bucket()).key(target.key()))
            .uploadId();
    try {
      List<CompletedPart> parts = parts(file, size, id);
      client.completeMultipartUpload(
          request ->
              request
                  .bucket(target.bucket())
                  .key(target.key())
                  .uploadId(id)
                  .multipartUpload(upload -> upload.parts(parts)));
    } catch (SdkException | IOException e) {
      abort(id, e);
      throw e;
    }
  }

  private void abort(String id, Exception cause) {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(target.bucket()).key(target.key()).uploadId(id));
    } catch (SdkException e) {
      cause.addSuppressed(e);
    }
  }

  private List<CompletedPart> parts(Path file, long size, String id) throws IOException {
    int partBytes = Math.toIntExact(Math.max(PART_BYTES, (size + MAX_PARTS - 1) / MAX_PARTS));
    List<CompletedPart> parts = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] part = in.readNBytes(partBytes);
          part.length > 0;
          part = in.readNBytes(partBytes)) {
        parts.add(part(part, parts.size() + 1, id));
      }
    }
    return parts;
  }

  private CompletedPart part(byte[] bytes, int number, String id) {
    String entityTag =
        client
            .uploadPart(
                request ->
                    request
                        .bucket(target.bucket())
                        .key(target.key())
                        .uploadId(id)
                        .partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(entityTag).build();
  }
}
