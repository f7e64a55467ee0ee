package io.millrace.training.export;

import io.millrace.training.checkpoint.SafeTensors.Entry;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.model.ModelParameters;
import io.millrace.training.model.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a model's weights stand among those of Hugging Face's {@code LlamaForCausalLM}: its names,
 * and its matrices, which have a row an output. Heads stand in the same order, and rotary positions
 * turn the same halves, so that nothing else changes.
 */
final class LlamaLayout {
  private static final String LAYER_PREFIX = "layers.";

  private static final Map<String, Place> WHOLE_MODEL =
      Map.of(
          ModelParameters.EMBEDDING, new Place("model.embed_tokens.weight", false),
          ModelParameters.FINAL_NORM, new Place("model.norm.weight", false),
          ModelParameters.HEAD, new Place("lm_head.weight", true));

  private static final Map<String, Place> LAYER =
      Map.of(
          ModelParameters.ATTENTION_NORM, new Place("input_layernorm.weight", false),
          ModelParameters.QUERY, new Place("self_attn.q_proj.weight", true),
          ModelParameters.KEY, new Place("self_attn.k_proj.weight", true),
          ModelParameters.VALUE, new Place("self_attn.v_proj.weight", true),
          ModelParameters.ATTENTION_OUTPUT, new Place("self_attn.o_proj.weight", true),
          ModelParameters.FEED_FORWARD_NORM, new Place("post_attention_layernorm.weight", false),
          ModelParameters.GATE, new Place("mlp.gate_proj.weight", true),
          ModelParameters.UP, new Place("mlp.up_proj.weight", true),
          ModelParameters.DOWN, new Place("mlp.down_proj.weight", true));

  private LlamaLayout() {}

  /** A name there, and whether rows and columns change places. */
  private record Place(String name, boolean transposed) {}

  /**
   * The weights as Llama has them.
   *
   * @param weights in row-major order, by parameter
   * @throws IllegalArgumentException if a parameter has no place there
   */
  static Map<String, Entry> toLlama(ModelConfig model, Map<String, float[]> weights) {
    Map<String, Entry> tensors = new LinkedHashMap<>();
    for (Parameter parameter : ModelParameters.of(model)) {
      Place place = place(parameter.name());
      float[] values = weights.get(parameter.name());
      tensors.put(
          place.name(),
          new Entry(
              shape(parameter, place),
              place.transposed()
                  ? transposed(values, rows(parameter), columns(parameter))
                  : values));
    }
    return tensors;
  }

  /**
   * The weights as we have them, in row-major order, by parameter.
   *
   * @param tensors as Llama has them, by name
   * @throws IllegalArgumentException if one is missing or of another shape
   */
  static Map<String, float[]> fromLlama(ModelConfig model, Map<String, Entry> tensors) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (Parameter parameter : ModelParameters.of(model)) {
      Place place = place(parameter.name());
      Entry entry = tensors.get(place.name());
      List<Long> expected = shape(parameter, place);
      if (entry == null || !entry.shape().equals(expected)) {
        throw new IllegalArgumentException(
            place.name()
                + " should have the shape "
                + expected
                + (entry == null ? " and is missing" : ", not " + entry.shape()));
      }
      float[] values = entry.values();
      weights.put(
          parameter.name(),
          place.transposed()
              ? transposed(values, expected.get(0).intValue(), expected.get(1).intValue())
              : values);
    }
    return weights;
  }

  private static Place place(String parameter) {
    Place place = WHOLE_MODEL.get(parameter);
    if (place == null && parameter.startsWith(LAYER_PREFIX)) {
      String[] parts = parameter.substring(LAYER_PREFIX.length()).split("\\.", 2);
      Place inLayer = LAYER.get(parts[1]);
      place =
          inLayer == null
              ? null
              : new Place("model.layers." + parts[0] + "." + inLayer.name(), inLayer.transposed());
    }
    if (place == null) {
      throw new IllegalArgumentException(
          "the parameter " + parameter + " has no place in Llama's layout; it cannot be exported");
    }
    return place;
  }

  private static List<Long> shape(Parameter parameter, Place place) {
    if (parameter.dimensions().size() == 1) {
      return parameter.dimensions();
    }
    long rows = rows(parameter);
    long columns = columns(parameter);
    return place.transposed() ? List.of(columns, rows) : List.of(rows, columns);
  }

  private static int rows(Parameter parameter) {
    return Math.toIntExact(parameter.dimensions().get(0));
  }

  private static int columns(Parameter parameter) {
    return Math.toIntExact(parameter.dimensions().get(1));
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = matrix[row * columns + column];
      }
    }
    return result;
  }
}
