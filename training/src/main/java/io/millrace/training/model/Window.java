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
 * @param keys the S positions
 * @param around how many of the chunk's T positions are before and behind these, as paddings of [k,
 *     S, w]
 * @param mask added to scores: 0 where the key is no later than the query and of its segment, very
 *     low elsewhere [R·q, S]
 */
record Window(Rows.Slice keys, Operand<TInt32> around, Operand<TFloat32> mask) {
  private static final float MASKED = -1e9f;

  /**
   * The window of some queries.
   *
   * @param segments of the chunk's positions, ascending [T]
   * @param queries the R positions
   * @param queriesPerKey q
   */
  static Window of(Ops tf, Operand<TInt32> segments, Rows queries, int queriesPerKey) {
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> one = tf.constant(1);
    Operand<TInt32> length = tf.size(segments);
    // An empty block, which may begin behind the chunk, sees what the last position would.
    Operand<TInt32> first = tf.math.minimum(queries.from(), tf.math.sub(length, one));
    Operand<TInt32> segment = tf.gather(segments, first, zero);
    Operand<TInt32> earlier = tf.dtypes.cast(tf.math.less(segments, segment), TInt32.class);
    Operand<TInt32> from = tf.reduceSum(earlier, zero);
    Rows keys = new Rows(from, tf.math.sub(queries.end(), from), queries.end());
    Operand<TInt32> perKey = tf.constant(queriesPerKey);
    Operand<TInt32> ofRows =
        tf.math.floorDiv(
            tf.range(tf.math.mul(queries.from(), perKey), tf.math.mul(queries.end(), perKey), one),
            perKey); // positions of the rows [R·q]
    var notLater =
        tf.math.lessEqual(
            tf.expandDims(tf.range(from, keys.end(), one), zero), tf.expandDims(ofRows, one));
    var sameSegment =
        tf.math.equal(
            tf.expandDims(keys.slice(tf, 1, 0).of(tf, segments), zero),
            tf.expandDims(tf.gather(segments, ofRows, zero), one));
    Operand<TFloat32> mask =
        tf.select(tf.math.logicalAnd(notLater, sameSegment), tf.constant(0f), tf.constant(MASKED));
    Operand<TInt32> none = tf.constant(new int[] {0, 0});
    Operand<TInt32> around = tf.stack(List.of(from, tf.math.sub(length, keys.end())));
    return new Window(keys.slice(tf, 3, 1), tf.stack(List.of(none, around, none)), mask);
  }

  /** What the block sees of the chunk's keys and values. */
  QueryBlock.Seen of(Ops tf, KeyValues chunk) {
    return new QueryBlock.Seen(chunk.at(tf, keys), mask);
  }

  /** Zeros for the positions that are not seen: from [k, S, w] to [k, T, w]. */
  KeyValues padded(Ops tf, KeyValues seen) {
    Operand<TFloat32> zero = tf.constant(0f);
    return new KeyValues(tf.pad(seen.keys(), around, zero), tf.pad(seen.values(), around, zero));
  }
}
