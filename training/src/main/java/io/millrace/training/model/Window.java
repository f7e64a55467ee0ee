package io.millrace.training.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What a block of R queries sees of its own chunk: the S positions from the start of the first
 * query's segment to the last query. Where a chunk is packed with many short sequences, that is a
 * small part of it.
 *
 * @param queries the R positions
 * @param keys the S positions
 * @param mask added to scores: 0 where the key is no later than the query and of its segment, very
 *     low elsewhere [R, S]
 */
record Window(Rows queries, Rows keys, Operand<TFloat32> mask) {
  private static final float MASKED = -1e9f;

  /**
   * Cuts a chunk of T positions.
   *
   * @param segments of the positions, ascending [T]
   * @param blocks how many blocks of queries
   */
  static List<Window> cut(Ops tf, Operand<TInt32> segments, int blocks) {
    return Rows.blocks(tf, tf.size(segments), blocks).stream()
        .map(queries -> of(tf, segments, queries))
        .toList();
  }

  private static Window of(Ops tf, Operand<TInt32> segments, Rows queries) {
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> one = tf.constant(1);
    Operand<TInt32> last = tf.math.sub(tf.size(segments), one);
    // An empty block, which may begin behind the chunk, sees what the last position would.
    Operand<TInt32> segment = tf.gather(segments, tf.math.minimum(queries.from(), last), zero);
    Operand<TInt32> earlier = tf.dtypes.cast(tf.math.less(segments, segment), TInt32.class);
    Operand<TInt32> from = tf.reduceSum(earlier, zero);
    Rows keys = new Rows(from, tf.math.sub(queries.end(), from), queries.end());
    var notLater =
        tf.math.lessEqual(
            tf.expandDims(tf.range(keys.from(), keys.end(), one), zero),
            tf.expandDims(tf.range(queries.from(), queries.end(), one), one));
    var sameSegment =
        tf.math.equal(
            tf.expandDims(keys.of(tf, segments, 1, 0), zero),
            tf.expandDims(queries.of(tf, segments, 1, 0), one));
    Operand<TFloat32> mask =
        tf.select(tf.math.logicalAnd(notLater, sameSegment), tf.constant(0f), tf.constant(MASKED));
    return new Window(queries, keys, mask);
  }
}
