package io.millrace.training.runtime;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.model.InferenceGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TString;

/**
 * Writes a model in TensorFlow's SavedModel form. TensorFlow Java's own exporter leaves resource
 * variables out, so that the graph brings the nodes which write and read them.
 */
public final class SavedModelWriter {
  /** The signature: {@code input_ids}, int32 [batch, time], to {@code logits}. */
  public static final String SIGNATURE = "serving_default";

  private static final String TAG = "serve";
  private static final String METHOD = "tensorflow/serving/predict";
  private static final int SCHEMA_VERSION = 1;
  private static final int ANY_SIZE = -1;

  private SavedModelWriter() {}

  /**
   * Writes a model.
   *
   * @param folder not there yet
   * @param model its shape
   * @param weights in row-major order, by parameter
   * @throws IllegalArgumentException if a parameter is missing or of another size
   */
  public static void write(Path folder, ModelConfig model, Map<String, float[]> weights)
      throws IOException {
    Path variables = Files.createDirectories(folder.resolve("variables"));
    GraphDef graph = InferenceGraph.serving(model);
    try (InferenceSession session = new InferenceSession(model, graph, weights);
        TString prefix = TString.scalarOf(variables.resolve("variables").toString())) {
      session
          .runner()
          .feed(InferenceGraph.FILE_PREFIX, prefix)
          .addTarget(InferenceGraph.SAVE)
          .run()
          .close();
    }
    Files.write(folder.resolve("saved_model.pb"), savedModel(model, graph).toByteArray());
  }

  private static SavedModel savedModel(ModelConfig model, GraphDef graph) {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph);
    meta.getMetaInfoDefBuilder().addTags(TAG);
    meta.setSaverDef(
        SaverDef.newBuilder()
            .setFilenameTensorName(tensor(InferenceGraph.FILE_PREFIX))
            .setSaveTensorName(tensor(InferenceGraph.SAVE))
            .setRestoreOpName(InferenceGraph.RESTORE)
            .setVersion(SaverDef.CheckpointFormatVersion.V2));
    meta.putSignatureDef(
        SIGNATURE,
        SignatureDef.newBuilder()
            .setMethodName(METHOD)
            .putInputs(
                InferenceGraph.INPUT_IDS,
                info(InferenceGraph.INPUT_IDS, DataType.DT_INT32, ANY_SIZE, ANY_SIZE))
            .putOutputs(
                InferenceGraph.LOGITS,
                info(
                    InferenceGraph.LOGITS,
                    DataType.DT_FLOAT,
                    ANY_SIZE,
                    ANY_SIZE,
                    model.vocabularySize()))
            .build());
    return SavedModel.newBuilder()
        .setSavedModelSchemaVersion(SCHEMA_VERSION)
        .addMetaGraphs(meta)
        .build();
  }

  private static TensorInfo info(String node, DataType type, int... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dimension));
    }
    return TensorInfo.newBuilder()
        .setName(tensor(node))
        .setDtype(type)
        .setTensorShape(shape)
        .build();
  }

  /** A node's first output. */
  private static String tensor(String node) {
    return node + ":0";
  }
}
