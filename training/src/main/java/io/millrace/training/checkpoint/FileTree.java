package io.millrace.training.checkpoint;

import io.millrace.io.manifest.DataFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What is done to files and folders whole. */
public final class FileTree {
  private FileTree() {}

  /** Deletes a file, or a folder with all that is in it; does nothing if it is not there. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(path)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  /** The files in a folder and its folders, in the order of their paths. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * What a manifest says of a file without rows.
   *
   * @param folder of the manifest
   * @param file in that folder or one of its folders
   */
  public static DataFile listed(Path folder, Path file) throws IOException {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return new DataFile(path, 0, 0, Files.size(file), sha256(file));
  }

  /** SHA-256 of a file's bytes, in hexadecimal. */
  public static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Waits until a file, or the list of a folder's entries, is on the disk itself. */
  public static void toDisk(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
