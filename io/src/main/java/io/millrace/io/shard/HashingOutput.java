package io.millrace.io.shard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A buffered stream that counts and hashes what passes. */
final class HashingOutput extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final MessageDigest digest;
  private final OutputStream out;
  private long bytes;
  private String sha256;

  HashingOutput(OutputStream out) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    this.out = new BufferedOutputStream(new DigestOutputStream(out, digest), BUFFER_BYTES);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    bytes++;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    out.write(buffer, offset, length);
    bytes += length;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (sha256 == null) {
      out.close();
      sha256 = HexFormat.of().formatHex(digest.digest());
    }
  }

  /** Bytes written so far. */
  long bytes() {
    return bytes;
  }

  /** The hash in hexadecimal. */
  String sha256() {
    if (sha256 == null) {
      throw new IllegalStateException("the hash is known after close()");
    }
    return sha256;
  }
}
