package io.millrace.training.loop;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.io.tokenizer.Tokenizers;
import io.millrace.training.data.ShardDataset;
import io.millrace.training.data.ShardFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A data set of {@code millrace rebalance}: where its shards are and what their tokens mean.
 *
 * @param place of the data set, a path or {@code s3://bucket/folder}
 * @param folder of its manifest and tokenizer, or of their copies
 * @param manifest what its maker wrote last
 * @param shards where the manifest's files are
 */
public record TrainingData(String place, Path folder, Manifest manifest, ShardFiles shards) {
  /** A tokenizer's definition, beside the manifest; bytes need none. */
  public static final String TOKENIZER_FILE = "tokenizer.json";

  private static final String TRAIN = "train/";
  private static final String VALIDATION = "validation/";

  /**
   * Reads a data set's manifest and checks that it has shards and a tokenizer.
   *
   * @throws IllegalArgumentException if it is no such data set; the message says what is missing
   */
  public static TrainingData open(Path folder) throws IOException {
    return open(folder.toString(), folder, ShardFiles.onDisk(folder));
  }

  /** As the other, of a data set whose manifest and tokenizer were copied from elsewhere. */
  public static TrainingData open(String place, Path folder, ShardFiles shards) throws IOException {
    Path file = folder.resolve(Manifest.FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "--data="
              + place
              + ": no "
              + Manifest.FILE_NAME
              + " there; give the output of millrace rebalance, finished");
    }
    Manifest manifest =
        Manifest.fromJson(Files.readAllBytes(file), place + "/" + Manifest.FILE_NAME);
    if (manifest.tokenizer() == null) {
      throw new IllegalArgumentException(
          "--data=" + place + ": these are not tokenized; give the output of millrace rebalance");
    }
    TrainingData data = new TrainingData(place, folder, manifest, shards);
    if (data.files(TRAIN).isEmpty()) {
      throw new IllegalArgumentException(
          "--data=" + place + ": its manifest names no file in " + TRAIN);
    }
    return data;
  }

  /** Tokens of a training sequence, rounded up; 1 at least. */
  public int meanTokens() {
    long tokens = files(TRAIN).stream().mapToLong(DataFile::tokens).sum();
    long rows = Math.max(1, files(TRAIN).stream().mapToLong(DataFile::rows).sum());
    return Math.toIntExact(Math.max(1, (tokens + rows - 1) / rows));
  }

  /**
   * Opens the shards to train on.
   *
   * @param readers shards that are read at once, at least 1
   * @throws IOException if one is unreadable, not the one described, or by its footer has token ids
   *     outside the tokenizer's vocabulary; the message names it
   */
  public ShardDataset train(int readers) throws IOException {
    return open(TRAIN, readers);
  }

  /** Whether documents were held out. */
  public boolean holdsOut() {
    return !files(VALIDATION).isEmpty();
  }

  /** Opens the held-out shards; there must be some. */
  public ShardDataset validation() throws IOException {
    return open(VALIDATION, 1);
  }

  private ShardDataset open(String split, int readers) throws IOException {
    ShardDataset dataset = ShardDataset.open(shards, files(split), readers);
    try {
      dataset.requireIdsWithin(tokenizer().vocabularySize());
      return dataset;
    } catch (IOException e) {
      dataset.close();
      throw e;
    }
  }

  private List<DataFile> files(String split) {
    return manifest.files().stream().filter(file -> file.path().startsWith(split)).toList();
  }

  /** The tokenizer's identity as the data's maker wrote it. */
  public TokenizerInfo tokenizer() {
    return manifest.tokenizer();
  }

  /**
   * Opens the tokenizer.
   *
   * @throws IllegalArgumentException if it is not the one the manifest names
   */
  public Tokenizer openTokenizer() throws IOException {
    Path file = folder.resolve(TOKENIZER_FILE);
    boolean bytes = tokenizer().kind().equals(ByteTokenizer.KIND);
    Tokenizer opened = Tokenizers.open(bytes ? null : Files.readAllBytes(file), file.toString());
    TokenizerInfo actual =
        new TokenizerInfo(
            opened.kind(), opened.vocabularySize(), opened.boundaryId(), opened.sha256());
    if (!actual.equals(tokenizer())) {
      opened.close();
      throw new IllegalArgumentException(
          "--data=" + place + ": its manifest names " + tokenizer() + ", but there is " + actual);
    }
    return opened;
  }

  /** What identifies the training rows and their order. */
  public String sha256() {
    StringBuilder files = new StringBuilder();
    for (DataFile file : files(TRAIN)) {
      files.append(file.path()).append(' ').append(file.sha256()).append('\n');
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(files.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
