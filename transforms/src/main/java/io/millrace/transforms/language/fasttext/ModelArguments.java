package io.millrace.transforms.language.fasttext;

import java.io.IOException;

/**
 * The part of a model's training arguments that prediction needs.
 *
 * @param dimension length of the vectors
 * @param maxWordNgram longest word n-gram, 1 where words count singly
 * @param loss which output layer was trained
 * @param buckets number of hash buckets of n-grams
 * @param minCharacterNgram shortest character n-gram, in code points
 * @param maxCharacterNgram longest character n-gram, 0 where there are none
 */
record ModelArguments(
    int dimension,
    int maxWordNgram,
    Loss loss,
    int buckets,
    int minCharacterNgram,
    int maxCharacterNgram) {
  private static final int MAGIC = 793712314;
  private static final int OLDEST_VERSION = 11;
  private static final int NEWEST_VERSION = 12;
  private static final int SUPERVISED = 3;

  /** fastText's {@code loss_name}, in its order, which starts at 1. */
  enum Loss {
    HIERARCHICAL_SOFTMAX,
    NEGATIVE_SAMPLING,
    SOFTMAX,
    ONE_VS_ALL
  }

  /** Reads the head of a model file: magic number, version, arguments. */
  static ModelArguments read(ModelFile file) throws IOException {
    int version = readVersion(file);
    int dimension = file.readInt("dim");
    file.skip(4L * Integer.BYTES, "ws, epoch, minCount and neg");
    int maxWordNgram = file.readInt("wordNgrams");
    Loss loss = readLoss(file);
    int model = file.readInt("the model type");
    int buckets = file.readInt("bucket");
    int minCharacterNgram = file.readInt("minn");
    int maxCharacterNgram = file.readInt("maxn");
    file.skip(Integer.BYTES + Double.BYTES, "lrUpdateRate and t");
    if (model != SUPERVISED) {
      throw file.error("not a supervised model (type " + model + "); word vectors give no labels");
    }
    if (version == OLDEST_VERSION) {
      maxCharacterNgram = 0; // these models were trained without, whatever the field says
    }
    ModelArguments arguments =
        new ModelArguments(
            dimension, maxWordNgram, loss, buckets, minCharacterNgram, maxCharacterNgram);
    arguments.check(file);
    return arguments;
  }

  private static int readVersion(ModelFile file) throws IOException {
    if (file.readInt("the magic number") != MAGIC) {
      throw new FastTextFormatException(
          file.path(), 0, "not a fastText model (.bin or .ftz): wrong magic number");
    }
    int version = file.readInt("the version");
    if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
      throw file.error(
          "fastText model version " + version + "; supported are 11 and 12 (fastText 0.1 to 0.9)");
    }
    return version;
  }

  private static Loss readLoss(ModelFile file) throws IOException {
    int number = file.readInt("loss");
    if (number < 1 || number > Loss.values().length) {
      throw file.error("unknown loss " + number);
    }
    return Loss.values()[number - 1];
  }

  private void check(ModelFile file) {
    if (dimension < 1) {
      throw file.error("dim is " + dimension);
    }
    if (buckets < 0) {
      throw file.error("bucket is " + buckets);
    }
    if (buckets == 0 && (maxCharacterNgram > 0 || maxWordNgram > 1)) {
      throw file.error("n-grams without buckets");
    }
  }
}
