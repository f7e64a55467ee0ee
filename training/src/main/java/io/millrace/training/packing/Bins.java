package io.millrace.training.packing;

import java.util.ArrayList;
import java.util.List;

/** Bins being filled. */
final class Bins {
  private final int capacity;
  private final List<List<Integer>> items = new ArrayList<>();
  private final List<Integer> room = new ArrayList<>();

  Bins(int capacity) {
    this.capacity = capacity;
  }

  int count() {
    return items.size();
  }

  int room(int bin) {
    return room.get(bin);
  }

  /** Puts an item into a bin; into a new one if there are not as many. */
  void put(int item, int size, int bin) {
    if (bin == items.size()) {
      items.add(new ArrayList<>());
      room.add(capacity);
    }
    items.get(bin).add(item);
    room.set(bin, room.get(bin) - size);
  }

  /** Takes out the item last put into a bin, and the bin if it is empty then. */
  void takeLast(int size, int bin) {
    items.get(bin).remove(items.get(bin).size() - 1);
    room.set(bin, room.get(bin) + size);
    if (items.get(bin).isEmpty()) {
      items.remove(bin);
      room.remove(bin);
    }
  }

  /** The first bin that has room; one past the last if none has. */
  int first(int size) {
    int bin = 0;
    while (bin < items.size() && room.get(bin) < size) {
      bin++;
    }
    return bin;
  }

  /** The first of the bins with the least room that is enough; one past the last if none has. */
  int tightest(int size) {
    int best = items.size();
    for (int bin = 0; bin < items.size(); bin++) {
      if (room.get(bin) >= size && (best == items.size() || room.get(bin) < room.get(best))) {
        best = bin;
      }
    }
    return best;
  }

  /** The items by bin. */
  List<List<Integer>> toList() {
    return items.stream().map(List::copyOf).toList();
  }
}
