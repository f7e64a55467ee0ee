package io.millrace.transforms.dedup.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.share.Hash128;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StarsTest {
  private record Edge(Hash128 larger, Hash128 smaller) {}

  @Test
  void largeStarLeavesSmallerNeighboursAlone() {
    List<Edge> edges = new ArrayList<>();
    Stars.largeStar(node(5), nodes(2, 3, 7, 9), collect(edges));
    assertThat(edges)
        .containsExactlyInAnyOrder(new Edge(node(7), node(2)), new Edge(node(9), node(2)));
  }

  @Test
  void largeStarAtTheSmallestNodeKeepsItsStar() {
    List<Edge> edges = new ArrayList<>();
    Stars.largeStar(node(1), nodes(7, 9), collect(edges));
    assertThat(edges)
        .containsExactlyInAnyOrder(new Edge(node(7), node(1)), new Edge(node(9), node(1)));
  }

  @Test
  void smallStarGathersTheSmallerNeighbours() {
    List<Edge> edges = new ArrayList<>();
    Stars.smallStar(node(5), nodes(2, 3, 4), collect(edges));
    assertThat(edges)
        .containsExactlyInAnyOrder(
            new Edge(node(5), node(2)), new Edge(node(3), node(2)), new Edge(node(4), node(2)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void turnsOfBothArriveAtTheComponentsOfUnionFind(long seed) {
    Random random = new Random(seed);
    Set<Edge> edges = new HashSet<>();
    UnionFind expected = new UnionFind();
    for (int i = 0; i < 400; i++) {
      Hash128 a = node(random.nextInt(500));
      Hash128 b = node(random.nextInt(500));
      if (!a.equals(b)) {
        edges.add(orient(a, b));
        expected.union(a, b);
      }
    }
    for (int round = 0; round < 8; round++) {
      edges = smallStars(largeStars(edges));
    }
    Set<Edge> stars = new HashSet<>();
    expected.drain(
        (node, root) -> {
          if (!node.equals(root)) {
            stars.add(new Edge(node, root));
          }
        });
    assertThat(edges).isEqualTo(stars);
  }

  @Test
  void aPathOfTenThousandNodesTakesElevenRounds() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, new Random(7));
    Set<Edge> edges = new HashSet<>();
    for (int i = 1; i < numbers.size(); i++) {
      edges.add(orient(node(numbers.get(i - 1)), node(numbers.get(i))));
    }
    int rounds = 0;
    while (edges.stream().anyMatch(edge -> !edge.smaller.equals(node(0)))) {
      edges = smallStars(largeStars(edges));
      rounds++;
    }
    assertThat(rounds).isEqualTo(11);
    assertThat(edges).hasSize(9_999);
  }

  private static Set<Edge> largeStars(Set<Edge> edges) {
    Map<Hash128, Set<Hash128>> neighbours = new HashMap<>();
    for (Edge edge : edges) {
      neighbours.computeIfAbsent(edge.larger, n -> new HashSet<>()).add(edge.smaller);
      neighbours.computeIfAbsent(edge.smaller, n -> new HashSet<>()).add(edge.larger);
    }
    Set<Edge> next = new HashSet<>();
    neighbours.forEach((node, others) -> Stars.largeStar(node, others, collect(next)));
    return next;
  }

  private static Set<Edge> smallStars(Set<Edge> edges) {
    Map<Hash128, Set<Hash128>> smaller = new HashMap<>();
    edges.forEach(
        edge -> smaller.computeIfAbsent(edge.larger, n -> new HashSet<>()).add(edge.smaller));
    Set<Edge> next = new HashSet<>();
    smaller.forEach((node, others) -> Stars.smallStar(node, others, collect(next)));
    return next;
  }

  private static BiConsumer<Hash128, Hash128> collect(java.util.Collection<Edge> edges) {
    return (larger, smaller) -> edges.add(new Edge(larger, smaller));
  }

  private static Edge orient(Hash128 a, Hash128 b) {
    return a.compareTo(b) > 0 ? new Edge(a, b) : new Edge(b, a);
  }

  private static List<Hash128> nodes(int... numbers) {
    return java.util.Arrays.stream(numbers).mapToObj(StarsTest::node).toList();
  }

  private static Hash128 node(int number) {
    return new Hash128(number, 0);
  }
}
