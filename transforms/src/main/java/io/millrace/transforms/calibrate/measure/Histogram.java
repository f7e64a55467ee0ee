package io.millrace.transforms.calibrate.measure;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of measurements rounded to {@link #RESOLUTION}. All sums are of integers, so that adding
 * and merging in any order gives the same.
 */
public final class Histogram implements Serializable {
  /** The width of a bin: a tenth of the last decimal of a profile. */
  public static final double RESOLUTION = 1e-4;

  private static final long serialVersionUID = 1L;
  private static final int BINS_PER_UNIT = 10_000;

  /** Of a fraction times a count that should be a whole number. */
  private static final double ROUNDING_ERROR = 1e-6;

  private final TreeMap<Long, Long> bins = new TreeMap<>();
  private long count;

  /**
   * Adds a measurement.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public void add(double value) {
    add(value, 1);
  }

  /**
   * Adds a measurement made {@code times} times.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public void add(double value, long times) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value=" + value + ": want a finite number");
    }
    addToBin(Math.round(value * BINS_PER_UNIT), times);
  }

  /** Adds a measurement by its bin, as {@link #counts} gives them. */
  void addToBin(long bin, long times) {
    bins.merge(bin, times, Long::sum);
    count += times;
  }

  /** The counts by bin, ascending. */
  SortedMap<Long, Long> counts() {
    return Collections.unmodifiableSortedMap(bins);
  }

  /** Adds all of another histogram's measurements. */
  public void merge(Histogram other) {
    other.bins.forEach((bin, times) -> bins.merge(bin, times, Long::sum));
    count += other.count;
  }

  /** How many measurements there are. */
  public long count() {
    return count;
  }

  /** The counts by rounded value, ascending. */
  public Map<Double, Long> bins() {
    Map<Double, Long> counts = new TreeMap<>();
    bins.forEach((bin, times) -> counts.put(value(bin), times));
    return counts;
  }

  /**
   * The arithmetic mean.
   *
   * @throws IllegalStateException if there are no measurements
   */
  public double mean() {
    requireMeasurements();
    return quotient(power(1), BigInteger.valueOf(count)) / BINS_PER_UNIT;
  }

  /**
   * The standard deviation of the population.
   *
   * @throws IllegalStateException if there are no measurements
   */
  public double standardDeviation() {
    requireMeasurements();
    BigInteger n = BigInteger.valueOf(count);
    BigInteger sum = power(1);
    BigInteger scatter = power(2).multiply(n).subtract(sum.multiply(sum));
    return Math.sqrt(quotient(scatter, n.multiply(n))) / BINS_PER_UNIT;
  }

  /**
   * The lower median.
   *
   * @throws IllegalStateException if there are no measurements
   */
  public double median() {
    requireMeasurements();
    long rank = (count + 1) / 2;
    for (Map.Entry<Long, Long> bin : bins.entrySet()) {
      rank -= bin.getValue();
      if (rank <= 0) {
        return value(bin.getKey());
      }
    }
    throw new AssertionError("fewer measurements than counted");
  }

  /** The fraction of measurements that a threshold cuts off; 0 where there are none. */
  public double fractionCut(Tail tail, double threshold) {
    long cut = 0;
    for (Map.Entry<Long, Long> bin : bins.entrySet()) {
      cut += tail.cuts(value(bin.getKey()), threshold) ? bin.getValue() : 0;
    }
    return count == 0 ? 0 : (double) cut / count;
  }

  /**
   * The tightest threshold, among the measured values, that cuts off no more than a fraction of the
   * measurements.
   *
   * @param fraction from 0 to 1
   * @throws IllegalStateException if there are no measurements
   */
  public double threshold(Tail tail, double fraction) {
    requireMeasurements();
    // What is cut lies strictly beyond the threshold: the first bin that may not go is it.
    long mayGo = (long) Math.floor(fraction * count + ROUNDING_ERROR);
    long gone = 0;
    for (Map.Entry<Long, Long> bin : tail.fromTheEnd(bins).entrySet()) {
      gone += bin.getValue();
      if (gone > mayGo) {
        return value(bin.getKey());
      }
    }
    return value(tail.fromTheEnd(bins).lastKey());
  }

  private BigInteger power(int exponent) {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Long, Long> bin : bins.entrySet()) {
      BigInteger value = BigInteger.valueOf(bin.getKey()).pow(exponent);
      sum = sum.add(value.multiply(BigInteger.valueOf(bin.getValue())));
    }
    return sum;
  }

  private static double quotient(BigInteger dividend, BigInteger divisor) {
    return new BigDecimal(dividend)
        .divide(new BigDecimal(divisor), MathContext.DECIMAL64)
        .doubleValue();
  }

  private static double value(long bin) {
    return (double) bin / BINS_PER_UNIT;
  }

  private void requireMeasurements() {
    if (count == 0) {
      throw new IllegalStateException("no measurements");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram && bins.equals(((Histogram) other).bins);
  }

  @Override
  public int hashCode() {
    return bins.hashCode();
  }
}
