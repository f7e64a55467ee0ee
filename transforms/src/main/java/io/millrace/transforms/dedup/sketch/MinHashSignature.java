package io.millrace.transforms.dedup.sketch;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.MinHashVersion;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * For each of many independent hash functions 32 bits of the smallest hash among a document's
 * shingles: two documents agree in a component as often as their shingles' Jaccard similarity says
 * (Broder, <i>On the resemblance and containment of documents</i>, 1997).
 *
 * <p>The components are those of hash4j's MinHash. Its SuperMinHash would be faster, but the
 * components of that depend on one another, and so bands match more often than {@link
 * LshBands#probability} says.
 */
public final class MinHashSignature {
  /** Changes whenever any signature may come out differently. */
  public static final int VERSION = 1;

  /** Of a document that is too short to have one. */
  public static final MinHashSignature EMPTY = new MinHashSignature(new int[0]);

  private static final int COMPONENT_BITS = 32;

  private final int[] components;

  private MinHashSignature(int[] components) {
    this.components = components;
  }

  /**
   * The signature of a set of shingles.
   *
   * @param shingles their hashes, repetitions allowed; none make the empty signature
   * @param components how many
   */
  public static MinHashSignature of(long[] shingles, int components) {
    if (shingles.length == 0) {
      return EMPTY;
    }
    SimilarityHashPolicy policy =
        SimilarityHashing.minHash(components, COMPONENT_BITS, MinHashVersion.V1);
    byte[] packed = policy.createHasher().compute(ElementHashProvider.ofValues(shingles));
    int[] values = new int[components];
    for (int i = 0; i < components; i++) {
      values[i] = (int) policy.getComponent(packed, i);
    }
    return new MinHashSignature(values);
  }

  /** A signature read back from {@link #toBytes}. */
  public static MinHashSignature ofBytes(byte[] bytes) {
    int[] components = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(components);
    return new MinHashSignature(components);
  }

  /** Four bytes a component, big-endian. */
  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(components.length * Integer.BYTES);
    bytes.asIntBuffer().put(components);
    return bytes.array();
  }

  /** Whether there are no components. */
  public boolean isEmpty() {
    return components.length == 0;
  }

  /** A component. */
  public int component(int index) {
    return components[index];
  }

  /** The signature in fewer bits. */
  public Sketch sketch() {
    byte[] bytes = new byte[components.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) components[i];
    }
    return new Sketch(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MinHashSignature that && Arrays.equals(components, that.components);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(components);
  }
}
