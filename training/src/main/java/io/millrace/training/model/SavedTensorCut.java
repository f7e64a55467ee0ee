package io.millrace.training.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Separates the backward pass of a stage from its forward pass. In a graph with gradients the edges
 * from forward to gradient nodes are the saved activations. Each is rewritten to go through a map
 * on the stage's device, keyed by micro-batch, so that the two passes become runs of their own.
 * Nodes in a scope named {@link #RECOMPUTE} are not saved but copied into the backward pass.
 */
final class SavedTensorCut {
  /** Scope of nodes that the backward pass computes again. */
  static final String RECOMPUTE = "recompute";

  /** Operations that read nothing but shapes. */
  private static final Set<String> SHAPES = Set.of("Shape", "ShapeN");

  private final Graph graph;
  private final StageNames names;
  private final Map<String, NodeDef> original;
  private final Map<String, NodeDef> copies = new LinkedHashMap<>();
  private final TensorBundle saved;

  private SavedTensorCut(Graph graph, StageNames names, Map<String, NodeDef> original) {
    this.graph = graph;
    this.names = names;
    this.original = original;
    this.saved = new TensorBundle(names.prefix() + "saved", names.chunkKey());
  }

  /** Prefix of the gradient nodes that {@link Graph#addGradients} makes for a stage. */
  static String gradientPrefix(StageNames names) {
    return names.prefix() + "gradient";
  }

  /**
   * Cuts every stage.
   *
   * @param graph with forward and backward passes
   * @param stages whose passes to separate
   * @return its definition, with the edges rewritten and {@link StageNames#save()} added
   */
  static GraphDef apply(Graph graph, List<StageNames> stages) {
    GraphDef definition = graph.toGraphDef();
    Map<String, NodeDef> nodes = new LinkedHashMap<>();
    definition.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    for (StageNames names : stages) {
      new SavedTensorCut(graph, names, Map.copyOf(nodes)).cut(nodes);
    }
    return GraphDef.newBuilder()
        .setVersions(definition.getVersions())
        .addAllNode(nodes.values())
        .build();
  }

  private void cut(Map<String, NodeDef> nodes) {
    Set<String> needed = neededGradients();
    nodes.keySet().removeIf(name -> isGradient(name) && !needed.contains(name));
    for (Map.Entry<String, NodeDef> entry : nodes.entrySet()) {
      if (isGradient(entry.getKey()) && !isOfForward(entry.getKey())) {
        entry.setValue(redirect(entry.getValue()));
      }
    }
    nodes.putAll(copies);
    for (NodeDef node : saved.nodes(this::typeOf)) {
      nodes.put(node.getName(), node);
    }
  }

  /**
   * Gradient nodes that others read. TensorFlow adds some that none does, such as zeros in the
   * shape of a forward node's result, which would be saved for them.
   */
  private Set<String> neededGradients() {
    Set<String> needed = new HashSet<>();
    Deque<String> unseen = new ArrayDeque<>();
    for (NodeDef node : original.values()) {
      if (!isGradient(node.getName())) {
        unseen.addAll(gradientInputs(node));
      }
    }
    while (!unseen.isEmpty()) {
      String name = unseen.pop();
      if (needed.add(name)) {
        unseen.addAll(gradientInputs(original.get(name)));
      }
    }
    return needed;
  }

  private List<String> gradientInputs(NodeDef node) {
    return node.getInputList().stream()
        .map(SavedTensorCut::nodeOf)
        .filter(this::isGradient)
        .toList();
  }

  private boolean isGradient(String node) {
    return node.startsWith(gradientPrefix(names));
  }

  /**
   * Whether a node belongs to the forward pass. Where a gradient asks for the shape of a forward
   * tensor only, it is taken there, so that the shape is saved instead of the tensor.
   */
  private boolean isOfForward(String name) {
    NodeDef node = original.get(name);
    return name.startsWith(forwardPrefix())
        || (isGradient(name)
            && SHAPES.contains(node.getOp())
            && node.getInputList().stream()
                .map(SavedTensorCut::nodeOf)
                .allMatch(of -> of.startsWith(forwardPrefix()) && !isRecomputed(of)));
  }

  private static boolean isRecomputed(String name) {
    return List.of(name.split("/", -1)).contains(RECOMPUTE);
  }

  /** The node of an input such as {@code ^node} or {@code node:1}. */
  static String nodeOf(String input) {
    return (input.startsWith("^") ? input.substring(1) : input).split(":", -1)[0];
  }

  /** The node with every input from the forward pass replaced. */
  private NodeDef redirect(NodeDef node) {
    NodeDef.Builder redirected = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      redirected.setInput(i, replacement(node.getInput(i)));
    }
    return redirected.build();
  }

  private String replacement(String input) {
    boolean control = input.startsWith("^");
    String name = nodeOf(input);
    NodeDef source = original.get(name);
    if (!isOfForward(name) || source.getOp().equals("Const")) {
      return input;
    }
    if (isRecomputed(name)) {
      return copy(source) + input.substring(input.indexOf(name) + name.length());
    }
    if (control) {
      throw new IllegalStateException("a gradient node waits for " + name + " of the forward pass");
    }
    return saved.taken(input);
  }

  /** Copies a node of the forward pass, and what it needs, into the backward pass. */
  private String copy(NodeDef node) {
    String name = names.prefix() + "again/" + node.getName().substring(forwardPrefix().length());
    if (!copies.containsKey(name)) {
      copies.put(name, redirect(node).toBuilder().setName(name).build());
    }
    return name;
  }

  private DataType typeOf(String tensor) {
    String[] parts = tensor.split(":", -1);
    return graph.operationOrThrow(parts[0]).output(Integer.parseInt(parts[1])).dataType();
  }

  private String forwardPrefix() {
    return names.prefix() + "f/";
  }
}
