package io.millrace.transforms.language.fasttext;

import io.millrace.transforms.language.fasttext.Matrix.MatrixKind;
import io.millrace.transforms.language.fasttext.ModelArguments.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A supervised fastText model, {@code .bin} or {@code .ftz}, of version 11 or 12: dense or
 * quantised, pruned or not, with softmax, hierarchical softmax, negative sampling or one-vs-all.
 * Its predictions are those of {@code fasttext predict-prob}, ties included.
 *
 * <p>The file is memory-mapped: a model of gigabytes takes little heap, and processes on one
 * machine share its pages. The file must not change while the model is in use. Safe for many
 * threads.
 *
 * @see <a href="https://fasttext.cc">fasttext.cc</a>
 */
public final class FastTextModel {
  private static final String LABEL_PREFIX = "__label__";

  private final Path file;
  private final List<String> labels;
  private final FeatureExtractor features;
  private final Matrix input;
  private final OutputLayer output;

  private FastTextModel(
      Path file, List<String> labels, FeatureExtractor features, Matrix input, OutputLayer output) {
    this.file = file;
    this.labels = labels;
    this.features = features;
    this.input = input;
    this.output = output;
  }

  /**
   * Maps a model.
   *
   * @throws IOException if the file cannot be read
   * @throws FastTextFormatException if it is no supervised fastText model, or damaged
   */
  public static FastTextModel load(Path path) throws IOException {
    try (ModelFile file = ModelFile.open(path)) {
      ModelArguments arguments = ModelArguments.read(file);
      DictionarySizes sizes = DictionarySizes.read(file);
      Dictionary dictionary = Dictionary.read(file, sizes);
      NgramRows ngramRows = NgramRows.read(file, sizes);
      MatrixKind kind = MatrixKind.read(file, "quant_input");
      if (kind == MatrixKind.DENSE && sizes.isPruned()) {
        throw file.error("a pruned dictionary with a dense matrix: made by a faulty fastText 0.1");
      }
      Matrix input = Matrix.read(file, kind, "the input matrix");
      requireSize(file, input, sizes.inputRows(arguments.buckets()), arguments.dimension());
      boolean quantizedOutput = file.readFlag("qout");
      Matrix weights =
          Matrix.read(file, quantizedOutput ? kind : MatrixKind.DENSE, "the output matrix");
      requireSize(file, weights, sizes.labels(), arguments.dimension());
      return new FastTextModel(
          path,
          dictionary.labels().stream().map(FastTextModel::withoutPrefix).toList(),
          new FeatureExtractor(dictionary, ngramRows, arguments),
          input,
          outputLayer(path, arguments.loss(), weights, dictionary));
    }
  }

  private static void requireSize(ModelFile file, Matrix matrix, long rows, int columns) {
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw file.error(
          String.format(
              Locale.ROOT,
              "the matrix before has %d x %d values, the rest of the model needs %d x %d",
              matrix.rows(),
              matrix.columns(),
              rows,
              columns));
    }
  }

  private static OutputLayer outputLayer(
      Path path, Loss loss, Matrix weights, Dictionary dictionary) {
    return switch (loss) {
      case HIERARCHICAL_SOFTMAX ->
          new HierarchicalSoftmaxOutput(path, weights, dictionary.labelCounts());
      case SOFTMAX -> new FlatOutput(path, LabelWeights.of(weights), FlatOutput::softmax);
      case NEGATIVE_SAMPLING, ONE_VS_ALL ->
          new FlatOutput(path, LabelWeights.of(weights), TabulatedSigmoid::apply);
    };
  }

  private static String withoutPrefix(String label) {
    return label.startsWith(LABEL_PREFIX) ? label.substring(LABEL_PREFIX.length()) : label;
  }

  /** The labels without {@code __label__}, in the model's order. */
  public List<String> labels() {
    return labels;
  }

  /**
   * Predicts the label of a text.
   *
   * @param utf8 the text; line ends count as blanks, a token {@code </s>} ends it. Bytes that are
   *     not UTF-8 are taken as they are.
   * @return empty where the text has no known word and the model knows no end of sentence
   * @throws FastTextFormatException if the weights are no numbers
   */
  public FastTextPrediction predict(byte[] utf8) {
    TextVector vector = new TextVector(input);
    features.extract(utf8, vector);
    if (vector.isEmpty()) {
      return new FastTextPrediction(labels, (heap, threshold) -> {});
    }
    return new FastTextPrediction(labels, output.score(vector.mean()));
  }

  @Override
  public String toString() {
    return "FastTextModel[" + file + ", " + labels.size() + " labels]";
  }
}
