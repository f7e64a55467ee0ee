package io.millrace.io.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.io.InputFile;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The objects below a place in a bucket, by their names from there on. Requests are repeated as the
 * SDK does. What fails beyond is an {@link IOException} that names the object, a {@link
 * java.io.FileNotFoundException} if the object or the bucket is not there. Safe for several
 * threads.
 */
public final class S3Folder implements AutoCloseable {
  private final S3Location location;
  private final S3Client client;

  private S3Folder(S3Location location, S3Client client) {
    this.location = location;
    this.client = client;
  }

  /** Opens a folder, which need not hold anything; no request is made. */
  public static S3Folder open(S3Location location, S3Connection connection) {
    return new S3Folder(location, connection.client());
  }

  /** Where it is. */
  public S3Location location() {
    return location;
  }

  /** The objects by their names, in folders as well, in the order of their names. */
  public SortedMap<String, S3Object> list() throws IOException {
    String prefix = location.key().isEmpty() ? "" : location.key() + "/";
    SortedMap<String, S3Object> objects = new TreeMap<>();
    try {
      client
          .listObjectsV2Paginator(request -> request.bucket(location.bucket()).prefix(prefix))
          .contents()
          .forEach(
              object ->
                  objects.put(
                      object.key().substring(prefix.length()),
                      new S3Object(object.size(), object.lastModified())));
    } catch (SdkException e) {
      throw StoreErrors.of(location, e);
    }
    // As consoles make it for the folder itself.
    objects.keySet().removeIf(name -> name.isEmpty() || name.endsWith("/"));
    return objects;
  }

  /**
   * Copies an object to disk, with the time at which it was written.
   *
   * @param file is there wholly or not at all; its folders are made
   */
  public void fetch(String name, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    try (ResponseInputStream<GetObjectResponse> body =
        client.getObject(request(name).build(), ResponseTransformer.toInputStream())) {
      Files.copy(body, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(partial, FileTime.from(body.response().lastModified()));
    } catch (SdkException e) {
      throw StoreErrors.of(location.resolve(name), e);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * A Parquet file whose footer is to be read, not its rows.
   *
   * @param bytes its size
   */
  public InputFile footer(String name, long bytes) {
    return new FooterFile(bytes, from -> range(name, from, bytes));
  }

  private byte[] range(String name, long from, long end) throws IOException {
    GetObjectRequest request = request(name).range("bytes=" + from + "-" + (end - 1)).build();
    try (InputStream body = client.getObject(request, ResponseTransformer.toInputStream())) {
      return body.readAllBytes();
    } catch (SdkException e) {
      throw StoreErrors.of(location.resolve(name), e);
    }
  }

  /** Writes an object, replacing one of that name; it is there wholly or not at all. */
  public void upload(Path file, String name) throws IOException {
    S3Location target = location.resolve(name);
    try {
      if (Files.size(file) > MultipartUpload.PART_BYTES) {
        new MultipartUpload(client, target).upload(file);
      } else {
        client.putObject(
            request -> request.bucket(target.bucket()).key(target.key()),
            RequestBody.fromFile(file));
      }
    } catch (SdkException e) {
      throw StoreErrors.of(target, e);
    }
  }

  /** Removes an object; does nothing if it is not there. */
  public void delete(String name) throws IOException {
    S3Location target = location.resolve(name);
    try {
      client.deleteObject(request -> request.bucket(target.bucket()).key(target.key()));
    } catch (SdkException e) {
      throw StoreErrors.of(target, e);
    }
  }

  private GetObjectRequest.Builder request(String name) {
    S3Location object = location.resolve(name);
    return GetObjectRequest.builder().bucket(object.bucket()).key(object.key());
  }

  @Override
  public void close() {
    client.close();
  }
}
