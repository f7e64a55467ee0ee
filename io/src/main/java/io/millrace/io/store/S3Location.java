package io.millrace.io.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket.
 *
 * @param bucket its name
 * @param key of an object, or what the keys of a folder's objects begin with, without a slash at
 *     its end; empty for the whole bucket
 */
public record S3Location(String bucket, String key) {
  private static final String SCHEME = "s3://";

  /** Letters, digits, dots, hyphens; underscores in old ones (S3 user guide, bucket naming). */
  private static final Pattern FORM = Pattern.compile("s3://([A-Za-z0-9._-]+)(?:/+(.*?))?/*");

  /** Whether a path begins with {@code s3://}. */
  public static boolean isOne(String path) {
    return path.startsWith(SCHEME);
  }

  /**
   * Parses {@code s3://bucket/key}.
   *
   * @throws IllegalArgumentException if it is of another form; what stands where a bucket's name
   *     should is not repeated, since it may be a key with its secret
   */
  public static S3Location parse(String uri) {
    Matcher matcher = FORM.matcher(uri);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not of the form s3://bucket/folder; keys belong into the environment, not here");
    }
    return new S3Location(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
  }

  /**
   * A place below this one.
   *
   * @param name with slashes for folders
   */
  public S3Location resolve(String name) {
    return new S3Location(bucket, key.isEmpty() ? name : key + "/" + name);
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
