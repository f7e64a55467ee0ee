package io.millrace.training.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.training.checkpoint.SafeTensors.Entry;
import java.util.Map;

/**
 * The forward pass of Hugging Face's {@code LlamaForCausalLM} in plain Java and double precision,
 * from its {@code config.json} and tensors alone: matrices have a row an output, and {@code
 * rotate_half} turns positions.
 */
final class PlainLlama {
  private final JsonNode config;
  private final Map<String, Entry> tensors;
  private final int headWidth;

  PlainLlama(JsonNode config, Map<String, Entry> tensors) {
    this.config = config;
    this.tensors = tensors;
    this.headWidth = size("head_dim");
  }

  private int size(String key) {
    if (!config.has(key)) {
      throw new AssertionError("config.json has no " + key);
    }
    return config.get(key).asInt();
  }

  /** Logits of each position [time][vocabulary]. */
  double[][] logits(int[] inputIds) {
    double[][] hidden = new double[inputIds.length][size("hidden_size")];
    for (int t = 0; t < inputIds.length; t++) {
      for (int i = 0; i < hidden[t].length; i++) {
        hidden[t][i] =
            tensors.get("model.embed_tokens.weight").values()[inputIds[t] * hidden[t].length + i];
      }
    }
    for (int layer = 0; layer < size("num_hidden_layers"); layer++) {
      String prefix = "model.layers." + layer + ".";
      double[][] normed = norm(hidden, prefix + "input_layernorm.weight");
      add(hidden, linear(attention(normed, prefix + "self_attn."), prefix + "self_attn.o_proj"));
      normed = norm(hidden, prefix + "post_attention_layernorm.weight");
      double[][] gate = linear(normed, prefix + "mlp.gate_proj");
      double[][] up = linear(normed, prefix + "mlp.up_proj");
      for (int t = 0; t < gate.length; t++) {
        for (int i = 0; i < gate[t].length; i++) {
          gate[t][i] = gate[t][i] / (1 + Math.exp(-gate[t][i])) * up[t][i]; // silu(gate) * up
        }
      }
      add(hidden, linear(gate, prefix + "mlp.down_proj"));
    }
    String head = config.get("tie_word_embeddings").asBoolean() ? "model.embed_tokens" : "lm_head";
    return linear(norm(hidden, "model.norm.weight"), head);
  }

  private double[][] attention(double[][] x, String prefix) {
    double[][] query = linear(x, prefix + "q_proj");
    double[][] key = linear(x, prefix + "k_proj");
    double[][] value = linear(x, prefix + "v_proj");
    int repeats = size("num_attention_heads") / size("num_key_value_heads");
    double[][] output = new double[x.length][query[0].length];
    for (int head = 0; head < size("num_attention_heads"); head++) {
      for (int t = 0; t < x.length; t++) {
        double[] turned = rotated(query[t], head, t);
        double[] shares = new double[t + 1];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
          double score = dot(turned, rotated(key[s], head / repeats, s));
          shares[s] = Math.exp(score / Math.sqrt(headWidth));
          sum += shares[s];
        }
        for (int s = 0; s <= t; s++) {
          for (int i = 0; i < headWidth; i++) {
            output[t][head * headWidth + i] +=
                shares[s] / sum * value[s][head / repeats * headWidth + i];
          }
        }
      }
    }
    return output;
  }

  /**
   * x · cos + rotate_half(x) · sin, where rotate_half(x) is the negated second half, then the
   * first.
   */
  private double[] rotated(double[] heads, int head, int position) {
    int half = headWidth / 2;
    double[] turned = new double[headWidth];
    for (int i = 0; i < headWidth; i++) {
      double frequency =
          1 / Math.pow(config.get("rope_theta").asDouble(), 2.0 * (i % half) / headWidth);
      double x = heads[head * headWidth + i];
      double rotatedHalf =
          i < half ? -heads[head * headWidth + i + half] : heads[head * headWidth + i - half];
      turned[i] = x * Math.cos(position * frequency) + rotatedHalf * Math.sin(position * frequency);
    }
    return turned;
  }

  private double[][] norm(double[][] x, String name) {
    float[] weight = tensors.get(name).values();
    double[][] normed = new double[x.length][x[0].length];
    for (int t = 0; t < x.length; t++) {
      double variance = dot(x[t], x[t]) / x[t].length;
      double scale = 1 / Math.sqrt(variance + config.get("rms_norm_eps").asDouble());
      for (int i = 0; i < x[t].length; i++) {
        normed[t][i] = weight[i] * x[t][i] * scale;
      }
    }
    return normed;
  }

  /** torch.nn.Linear without bias: x · weightᵀ, with a weight [out, in]. */
  private double[][] linear(double[][] x, String name) {
    Entry weight = tensors.get(name + ".weight");
    int outputs = weight.shape().get(0).intValue();
    int inputs = weight.shape().get(1).intValue();
    double[][] product = new double[x.length][outputs];
    for (int t = 0; t < x.length; t++) {
      for (int out = 0; out < outputs; out++) {
        for (int in = 0; in < inputs; in++) {
          product[t][out] += x[t][in] * weight.values()[out * inputs + in];
        }
      }
    }
    return product;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[][] to, double[][] what) {
    for (int t = 0; t < to.length; t++) {
      for (int i = 0; i < to[t].length; i++) {
        to[t][i] += what[t][i];
      }
    }
  }
}
