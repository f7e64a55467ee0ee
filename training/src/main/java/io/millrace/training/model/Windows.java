package io.millrace.training.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A chunk's queries by blocks, and what each sees of the chunk. The queries of the q heads that
 * share a key are rows next to each other.
 *
 * @param all one a block
 * @param rows R·q of each block [blocks]
 */
record Windows(List<Window> all, Operand<TInt32> rows) {

  /**
   * Cuts a chunk of T positions.
   *
   * @param segments of the positions, ascending [T]
   * @param blocks how many
   * @param queriesPerKey q
   */
  static Windows cut(Ops tf, Operand<TInt32> segments, int blocks, int queriesPerKey) {
    List<Rows> positions = Rows.blocks(tf, tf.size(segments), blocks);
    Operand<TInt32> counts = tf.stack(positions.stream().map(Rows::count).toList());
    return new Windows(
        positions.stream().map(rows -> Window.of(tf, segments, rows, queriesPerKey)).toList(),
        tf.math.mul(counts, tf.constant(queriesPerKey)));
  }

  /** From [k, T·q, width] to blocks of [k, R·q, width]. */
  List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> x) {
    return List.copyOf(tf.splitV(x, rows, tf.constant(1), (long) all.size()).output());
  }
}
