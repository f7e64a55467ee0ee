package io.millrace.training.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Cuts the backward pass of a stage in two (Zero Bubble, 2401.10241): the gradients of its input
 * and of earlier keys and values, on which other stages and chunks wait, and the gradients of the
 * weights, which can wait. The nodes that only the latter need are copied, and their inputs from
 * the first half go through a {@link TensorBundle}. The backward in one run stays as it is.
 */
final class WeightGradientCut {
  /** Scope of the nodes that add the gradients which can wait. */
  static final String DEFERRED = "deferred";

  private final StageNames names;
  private final Map<String, NodeDef> nodes;
  private final Set<String> waiting;
  private final TensorBundle halved;

  private WeightGradientCut(StageNames names, Map<String, NodeDef> nodes) {
    this.names = names;
    this.nodes = nodes;
    this.halved = new TensorBundle(names.prefix() + "halved", names.chunkKey());
    this.waiting = needed(names.weightGradient());
    waiting.removeAll(needed(names.inputGradient()));
    waiting.removeAll(needed(names.keyValueGradientsPut()));
  }

  /**
   * Cuts every stage.
   *
   * @param graph with a forward and a backward pass by stage
   * @param stages whose backward to cut
   * @return the graph with {@link StageNames#inputGradient()} and {@link
   *     StageNames#weightGradient()} as runs of their own
   */
  static GraphDef apply(GraphDef graph, List<StageNames> stages) {
    Map<String, NodeDef> nodes = new LinkedHashMap<>();
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    try (Graph uncut = new Graph()) {
      uncut.importGraphDef(graph);
      for (StageNames names : stages) {
        new WeightGradientCut(names, nodes).cut(uncut);
      }
    }
    return graph.toBuilder().clearNode().addAllNode(nodes.values()).build();
  }

  private void cut(Graph uncut) {
    for (String name : waiting) {
      nodes.put(copyOf(name), redirected(nodes.get(name)).setName(copyOf(name)).build());
    }
    nodes.computeIfPresent(names.weightGradient(), (name, target) -> redirected(target).build());
    List<NodeDef> bundle = halved.nodes(tensor -> typeOf(uncut, tensor));
    bundle.forEach(node -> nodes.put(node.getName(), node));
    nodes.computeIfPresent(
        names.inputGradient(),
        (name, node) -> node.toBuilder().addInput("^" + names.prefix() + "halved_put").build());
  }

  private NodeDef.Builder redirected(NodeDef node) {
    NodeDef.Builder redirected = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      redirected.setInput(i, replacement(node.getInput(i)));
    }
    return redirected;
  }

  private String replacement(String input) {
    String source = SavedTensorCut.nodeOf(input);
    if (waiting.contains(source)) {
      return input.startsWith("^")
          ? "^" + copyOf(source)
          : copyOf(source) + input.substring(source.length());
    }
    if (!isOfBackward(source)) {
      return input;
    }
    if (input.startsWith("^")) {
      throw new IllegalStateException("a weight's gradient waits for " + source);
    }
    return halved.taken(input);
  }

  /** What a target waits for, such as a put into another stage, and what that needs. */
  private Set<String> needed(String target) {
    Set<String> needed = new LinkedHashSet<>();
    Deque<String> unseen = new ArrayDeque<>(inputs(target));
    while (!unseen.isEmpty()) {
      String name = unseen.pop();
      if (needed.add(name)) {
        inputs(name).stream().filter(this::isOfBackward).forEach(unseen::add);
      }
    }
    return needed;
  }

  private List<String> inputs(String node) {
    return nodes.get(node).getInputList().stream().map(SavedTensorCut::nodeOf).toList();
  }

  /** Whether a node runs in backward passes only; constants, feeds and variables are shared. */
  private boolean isOfBackward(String node) {
    boolean named =
        Stream.of("gradient", "b/", "again/", "saved_take", DEFERRED)
            .anyMatch(part -> node.startsWith(names.prefix() + part));
    NodeDef definition = nodes.get(node);
    return named && !(definition.getOp().equals("Const") && definition.getInputCount() == 0);
  }

  private String copyOf(String node) {
    return names.prefix() + "w/" + node.substring(names.prefix().length());
  }

  private static DataType typeOf(Graph graph, String tensor) {
    String[] parts = tensor.split(":", -1);
    return graph.operationOrThrow(parts[0]).output(Integer.parseInt(parts[1])).dataType();
  }
}
