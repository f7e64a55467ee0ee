package io.millrace.training.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import java.io.IOException;

/**
 * The {@code config.json} of Hugging Face's {@code LlamaForCausalLM}.
 *
 * @param model its shape
 * @param contextTokens the longest sequence it was trained on
 * @param boundaryId the id that stands before and after every document
 */
record LlamaConfig(ModelConfig model, int contextTokens, int boundaryId) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String MODEL_TYPE = "llama";

  /** As indented JSON. */
  String toJson() {
    ObjectNode json = MAPPER.createObjectNode();
    json.putArray("architectures").add("LlamaForCausalLM");
    json.put("model_type", MODEL_TYPE)
        .put("vocab_size", model.vocabularySize())
        .put("hidden_size", model.width())
        .put("intermediate_size", model.feedForwardWidth())
        .put("num_hidden_layers", model.layers())
        .put("num_attention_heads", model.heads())
        .put("num_key_value_heads", model.keyValueHeads())
        .put("head_dim", model.headWidth())
        .put("hidden_act", "silu")
        .put("rms_norm_eps", model.normEpsilon())
        .put("rope_theta", model.rotaryBase())
        .put("max_position_embeddings", contextTokens)
        .put("tie_word_embeddings", model.head() == OutputHead.TIED)
        .put("attention_bias", false)
        .put("mlp_bias", false)
        .put("bos_token_id", boundaryId)
        .put("eos_token_id", boundaryId)
        .put("torch_dtype", "float32");
    return json.toPrettyString() + "\n";
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param name what to call it in errors
   * @throws IOException if it is of another kind of model, or damaged
   */
  static LlamaConfig fromJson(byte[] json, String name) throws IOException {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException(name + ": not JSON (" + e.getOriginalMessage() + ")", e);
    }
    if (!node.path("model_type").asText().equals(MODEL_TYPE)) {
      throw new IOException(
          name + ": its model_type is '" + node.path("model_type").asText() + "', not llama");
    }
    try {
      ModelConfig model =
          new ModelConfig(
              node.path("num_hidden_layers").asInt(),
              node.path("hidden_size").asInt(),
              node.path("num_attention_heads").asInt(),
              node.path("num_key_value_heads").asInt(),
              node.path("intermediate_size").asInt(),
              node.path("vocab_size").asInt(),
              node.path("tie_word_embeddings").asBoolean() ? OutputHead.TIED : OutputHead.UNTIED,
              node.path("rope_theta").asDouble(),
              node.path("rms_norm_eps").asDouble());
      return new LlamaConfig(
          model, node.path("max_position_embeddings").asInt(), node.path("eos_token_id").asInt());
    } catch (IllegalArgumentException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }
}
