package org.isobit.models.learned;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.Elementary;

/**
 * What a network sees of a state: some of its elements, sine and cosine of the day of the year d (sin 2πd/365.25,
 * cos 2πd/365.25) and the innovation, in this order and as far as they belong to it, each less its mean and over its
 * standard deviation. Immutable, thread-safe.
 */
public final class Features {

  /** Days of a mean Julian year. */
  public static final double YEAR = 365.25;

  private static final String NAME = "Features";

  /**
   * Elements of one field.
   *
   * @param field   the field's name
   * @param indices which of its elements, in the order that the network sees them
   */
  public record Part(String field, int... indices) {

    /** Keeps its own copy. */
    public Part {
      Objects.requireNonNull(field, "field");
      indices = indices.clone();
    }

    /**
     * Which elements.
     *
     * @return a copy
     */
    @Override
    public int[] indices() {
      return indices.clone();
    }
  }

  private final ObservedState state;
  private final List<Part> parts;
  private final boolean season;
  private final boolean innovation;

  /** Indices of the elements in a state. */
  private final int[] elements;
  private final double[] mean;
  private final double[] deviation;

  private Features(ObservedState state, List<Part> parts, boolean season, boolean innovation, double[] mean,
      double[] deviation) {
    this.state = state;
    this.parts = List.copyOf(parts);
    this.season = season;
    this.innovation = innovation;
    this.elements = parts.stream().flatMapToInt(part -> {
      int start = state.start(part.field);
      int size = state.field(part.field).size();
      for (int index : part.indices) {
        Checks.index(NAME, "element of " + part.field, index, size);
      }
      return Arrays.stream(part.indices).map(index -> start + index);
    }).toArray();
    int count = count();
    Checks.positive(NAME, "number of features", count);
    this.mean = mean == null ? new double[count] : mean.clone();
    this.deviation = deviation == null ? new double[count] : deviation.clone();
    if (deviation == null) {
      Arrays.fill(this.deviation, 1.0);
    }
    requireCount("means", this.mean);
    requireCount("standard deviations", this.deviation);
    Checks.finite(NAME, "mean", this.mean, 0, count);
    for (int i = 0; i < count; i++) {
      Checks.positive(NAME, "standard deviation[" + i + "]", this.deviation[i]);
    }
  }

  private void requireCount(String what, double[] given) {
    if (given.length != count()) {
      throw new IllegalArgumentException(NAME + ": there are " + count() + " features but " + given.length + " "
          + what);
    }
  }

  /**
   * Features as they are, with mean 0 and standard deviation 1.
   *
   * @param state      the states
   * @param parts      which of their elements
   * @param season     whether sine and cosine of the day of the year follow
   * @param innovation whether the innovation follows
   * @return the features
   * @throws IllegalArgumentException if there is no feature, or an element does not exist
   */
  public static Features of(ObservedState state, List<Part> parts, boolean season, boolean innovation) {
    return new Features(state, parts, season, innovation, null, null);
  }

  /**
   * The same features, standardised.
   *
   * @param means      to be subtracted, one a feature, finite
   * @param deviations to be divided by, one a feature, positive and finite
   * @return new features
   * @throws IllegalArgumentException if numbers differ or are out of range
   */
  public Features standardized(double[] means, double[] deviations) {
    Objects.requireNonNull(means, "means");
    Objects.requireNonNull(deviations, "deviations");
    return new Features(state, parts, season, innovation, means, deviations);
  }

  /**
   * The same features, standardised by those of samples: mean and standard deviation (over n − 1) become 0 and 1. A
   * feature that is the same in all samples keeps the standard deviation 1.
   *
   * @param n       samples, at least 2
   * @param samples n × {@link #count()}: what {@link #compute} gives of features as they are
   * @return new features
   * @throws IllegalArgumentException if sizes do not fit or a sample is not finite
   */
  public Features fitted(int n, double[] samples) {
    int count = count();
    if (n < 2) {
      throw new IllegalArgumentException(NAME + ": samples must be at least 2, but are " + n);
    }
    Checks.matrix(NAME, "samples", samples, 0, n, count, count);
    Checks.finite(NAME, "sample", samples, 0, n * count);
    double[] means = new double[count];
    double[] deviations = new double[count];
    for (int s = 0; s < n; s++) {
      for (int i = 0; i < count; i++) {
        means[i] += samples[s * count + i];
      }
    }
    for (int i = 0; i < count; i++) {
      means[i] /= n;
    }
    for (int s = 0; s < n; s++) {
      for (int i = 0; i < count; i++) {
        double d = samples[s * count + i] - means[i];
        deviations[i] = Math.fma(d, d, deviations[i]);
      }
    }
    for (int i = 0; i < count; i++) {
      double root = Math.sqrt(deviations[i] / (n - 1));
      // What rounding leaves of equal samples is no spread.
      deviations[i] = root > 0x1p-40 * Math.abs(means[i]) ? root : 1.0;
    }
    return standardized(means, deviations);
  }

  /**
   * Writes the features of a state.
   *
   * @param x          array of the state
   * @param offset     index of its first element
   * @param dayOfYear  days since the year began, from 0 to 366; not read if the season is no feature
   * @param difference the innovation; not read if it is no feature
   * @param out        receives {@link #count()} features
   * @param outOffset  index of the first
   * @throws IllegalArgumentException if arrays do not fit, or the day is needed and out of range
   */
  public void compute(double[] x, long offset, double dayOfYear, double difference, double[] out, long outOffset) {
    int xo = Checks.vector(NAME, "state", x, offset, state.size());
    int at = Checks.vector(NAME, "features", out, outOffset, count());
    int first = at;
    for (int element : elements) {
      out[at++] = x[xo + element];
    }
    if (season) {
      requireDay(dayOfYear);
      out[at] = 2.0 * dayOfYear / YEAR;
      Elementary.cospi(1, out, at, out, at + 1L);
      Elementary.sinpi(1, out, at, out, at);
      at += 2;
    }
    if (innovation) {
      out[at] = difference;
    }
    for (int i = 0; i < mean.length; i++) {
      out[first + i] = (out[first + i] - mean[i]) / deviation[i];
    }
  }

  /** Refuses what is no day of a year. */
  static void requireDay(double dayOfYear) {
    if (!(dayOfYear >= 0.0 && dayOfYear <= 366.0)) {
      throw new IllegalArgumentException(NAME + ": the day of the year must be from 0 to 366, but is " + dayOfYear);
    }
  }

  /**
   * How many there are.
   *
   * @return inputs of the network
   */
  public int count() {
    return elements.length + (season ? 2 : 0) + (innovation ? 1 : 0);
  }

  /**
   * The states that they are of.
   *
   * @return the states
   */
  public ObservedState state() {
    return state;
  }

  /**
   * Which elements of a state belong to them.
   *
   * @return field by field
   */
  public List<Part> parts() {
    return parts;
  }

  /**
   * Whether sine and cosine of the day of the year belong to them.
   *
   * @return true if so
   */
  public boolean season() {
    return season;
  }

  /**
   * Whether the innovation belongs to them.
   *
   * @return true if so
   */
  public boolean innovation() {
    return innovation;
  }

  /**
   * What is subtracted.
   *
   * @return a copy, one a feature
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * What is divided by.
   *
   * @return a copy, one a feature
   */
  public double[] deviation() {
    return deviation.clone();
  }

  @Override
  public String toString() {
    return elements.length + " of " + state.size() + " elements" + (season ? ", the season" : "")
        + (innovation ? ", the innovation" : "");
  }
}
