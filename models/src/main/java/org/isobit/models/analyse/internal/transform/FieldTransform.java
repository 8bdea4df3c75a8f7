package org.isobit.models.analyse.internal.transform;

/**
 * A strictly increasing function that takes a bounded variable to the whole line, where a filter may change it freely.
 * Immutable, thread-safe.
 */
public sealed interface FieldTransform permits LogTransform, LogitTransform, Anamorphosis {

  /** Transforms values in place; they lie {@linkplain #contains inside the bounds}. */
  void forward(double[] x, int at, int n);

  /**
   * Takes values back in place; the results lie inside the bounds, or on them where rounding or overflow ends there.
   */
  void inverse(double[] x, int at, int n);

  /** Whether a value can be transformed. */
  boolean contains(double value);

  /** The slope of the transform at a value. */
  double slope(double value);

  /** The bounds in words. */
  String bounds();

  /** The transform in a few words, for reports. */
  String description();
}
