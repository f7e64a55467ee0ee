package io.millrace.training.model;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Separates the backward pass of a stage from its forward pass. In a graph with gradients the edges
 * from forward to gradient nodes are the saved activations. Each is rewritten to go through a map
 * on the stage's device, keyed by micro-batch, so that the two passes become runs of their own.
 * Nodes in a scope named {@link #RECOMPUTE} are not saved but copied into the backward pass.
 */
final class SavedTensorCut {
  /** Scope of nodes that the backward pass computes again. */
  static final String RECOMPUTE = "recompute";

  private final Graph graph;
  private final StageNames names;
  private final Map<String, NodeDef> original;
  private final Map<String, NodeDef> copies = new LinkedHashMap<>();
  private final Map<String, Integer> savedIndexes = new LinkedHashMap<>();

  private SavedTensorCut(Graph graph, StageNames names, Map<String, NodeDef> original) {
    this.graph = graph;
    this.names = names;
    this.original = original;
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
      if (isGradient(entry.getKey())) {
        entry.setValue(redirect(entry.getValue()));
      }
    }
    nodes.putAll(copies);
    for (NodeDef node : savingNodes()) {
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

  /** The node of an input such as {@code ^node} or {@code node:1}. */
  private static String nodeOf(String input) {
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
    String[] parts = (control ? input.substring(1) : input).split(":", -1);
    NodeDef source = original.get(parts[0]);
    if (!parts[0].startsWith(forwardPrefix()) || source.getOp().equals("Const")) {
      return input;
    }
    if (List.of(parts[0].split("/", -1)).contains(RECOMPUTE)) {
      return copy(source) + input.substring(input.indexOf(parts[0]) + parts[0].length());
    }
    if (control) {
      throw new IllegalStateException(
          "a gradient node waits for " + parts[0] + " of the forward pass");
    }
    int output = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    String tensor = parts[0] + ":" + output;
    int index = savedIndexes.computeIfAbsent(tensor, unseen -> savedIndexes.size());
    return savedTake() + ":" + index;
  }

  /** Copies a node of the forward pass, and what it needs, into the backward pass. */
  private String copy(NodeDef node) {
    String name = names.prefix() + "again/" + node.getName().substring(forwardPrefix().length());
    if (!copies.containsKey(name)) {
      copies.put(name, redirect(node).toBuilder().setName(name).build());
    }
    return name;
  }

  private List<NodeDef> savingNodes() {
    AttrValue types =
        AttrValue.newBuilder()
            .setList(AttrValue.ListValue.newBuilder().addAllType(types()))
            .build();
    AttrValue box = AttrValue.newBuilder().setS(ByteString.copyFromUtf8(savedBox())).build();
    NodeDef indexes = indexes();
    NodeDef.Builder put =
        NodeDef.newBuilder()
            .setName(names.save())
            .setOp("MapStage")
            .addInput(names.chunkKey())
            .addInput(indexes.getName())
            .addAllInput(savedIndexes.keySet())
            .putAttr("dtypes", types)
            .putAttr("fake_dtypes", types)
            .putAttr("shared_name", box);
    NodeDef.Builder take =
        NodeDef.newBuilder()
            .setName(savedTake())
            .setOp("MapUnstage")
            .addInput(names.chunkKey())
            .addInput(indexes.getName())
            .putAttr("dtypes", types)
            .putAttr("shared_name", box);
    NodeDef.Builder size =
        NodeDef.newBuilder()
            .setName(names.savedSize())
            .setOp("MapSize")
            .putAttr("dtypes", types)
            .putAttr("shared_name", box);
    return List.of(indexes, put.build(), take.build(), size.build());
  }

  private List<DataType> types() {
    List<DataType> types = new ArrayList<>();
    for (String tensor : savedIndexes.keySet()) {
      String[] parts = tensor.split(":", -1);
      types.add(graph.operationOrThrow(parts[0]).output(Integer.parseInt(parts[1])).dataType());
    }
    return types;
  }

  private NodeDef indexes() {
    int count = savedIndexes.size();
    TensorProto.Builder values =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(count)));
    for (int i = 0; i < count; i++) {
      values.addIntVal(i);
    }
    return NodeDef.newBuilder()
        .setName(names.prefix() + "saved_indexes")
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_INT32).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(values).build())
        .build();
  }

  private String forwardPrefix() {
    return names.prefix() + "f/";
  }

  private String savedTake() {
    return names.prefix() + "b/saved_take";
  }

  private String savedBox() {
    return StageState.of(names).saved().name();
  }
}
