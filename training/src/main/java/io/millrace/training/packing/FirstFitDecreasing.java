package io.millrace.training.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * First-fit decreasing: the largest item first, each into the first bin that has room; at most 11/9
 * of the fewest bins plus 6/9 (Dósa 2007).
 */
public final class FirstFitDecreasing implements BinPacker {
  @Override
  public List<List<Integer>> pack(int[] sizes, int capacity) {
    List<Integer> order =
        IntStream.range(0, sizes.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer item) -> -sizes[item]))
            .toList();
    List<List<Integer>> bins = new ArrayList<>();
    List<Integer> room = new ArrayList<>();
    for (int item : order) {
      if (sizes[item] < 1 || sizes[item] > capacity) {
        throw new IllegalArgumentException("an item of " + sizes[item] + " in bins of " + capacity);
      }
      int bin = 0;
      while (bin < bins.size() && room.get(bin) < sizes[item]) {
        bin++;
      }
      if (bin == bins.size()) {
        bins.add(new ArrayList<>());
        room.add(capacity);
      }
      bins.get(bin).add(item);
      room.set(bin, room.get(bin) - sizes[item]);
    }
    return bins;
  }
}
