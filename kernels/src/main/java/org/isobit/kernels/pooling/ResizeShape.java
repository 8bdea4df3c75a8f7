package org.isobit.kernels.pooling;

import org.isobit.kernels.Checks;
import org.isobit.kernels.SizeChecks;

/**
 * The shape of a resize, of any element type. Sizes alone decide where outputs lie. Immutable.
 *
 * @param channels      channels of a sample, at least 1
 * @param ny            rows of a channel, 1 for lines
 * @param nx            columns of a channel
 * @param outNy         rows of the output, at least 1
 * @param outNx         columns of the output
 * @param interpolation what outputs are made of
 * @param coordinates   where they lie
 */
public record ResizeShape(int channels, int ny, int nx, int outNy, int outNx, Interpolation interpolation,
    Coordinates coordinates) {

  private static final String NAME = "resize";

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException for sizes below 1, and more elements of a sample than one array holds
   */
  public ResizeShape {
    Checks.present(NAME, "interpolation", interpolation);
    Checks.present(NAME, "coordinates", coordinates);
    SizeChecks.least(NAME, "channels", channels, 1);
    SizeChecks.least(NAME, "ny", ny, 1);
    SizeChecks.least(NAME, "nx", nx, 1);
    SizeChecks.least(NAME, "outNy", outNy, 1);
    SizeChecks.least(NAME, "outNx", outNx, 1);
    SizeChecks.fits(NAME, "a sample", channels, ny, nx);
    SizeChecks.fits(NAME, "an output", channels, outNy, outNx);
    // What gradients are summed up in.
    SizeChecks.fits(NAME, "rows of the image with columns of the output", 1, ny, outNx);
  }

  /**
   * Images that are made larger by whole factors.
   *
   * @param channels      channels of a sample
   * @param ny            rows of a channel
   * @param nx            columns of a channel
   * @param factorY       rows of the output for each row
   * @param factorX       columns of the output for each column
   * @param interpolation what outputs are made of
   * @param coordinates   where they lie
   * @return the shape
   * @throws IllegalArgumentException as the class describes
   */
  public static ResizeShape enlarged(int channels, int ny, int nx, int factorY, int factorX,
      Interpolation interpolation, Coordinates coordinates) {
    SizeChecks.least(NAME, "ny", ny, 1);
    SizeChecks.least(NAME, "nx", nx, 1);
    SizeChecks.least(NAME, "factorY", factorY, 1);
    SizeChecks.least(NAME, "factorX", factorX, 1);
    SizeChecks.fits(NAME, "an output", 1, (long) ny * factorY, (long) nx * factorX);
    return new ResizeShape(channels, ny, nx, ny * factorY, nx * factorX, interpolation, coordinates);
  }

  /**
   * Elements of a sample.
   *
   * @return channels × ny × nx
   */
  public int inputs() {
    return channels * ny * nx;
  }

  /**
   * Elements of a sample's output.
   *
   * @return channels × outNy × outNx
   */
  public int outputs() {
    return channels * outNy * outNx;
  }

  /** The first of the two cells of an axis that output o of m is made of, the only one where {@link #share} is 0. */
  int cell(int o, int n, int m) {
    long p = coordinates.numerator(o, n, m);
    long q = coordinates.denominator(m);
    if (interpolation == Interpolation.NEAREST && coordinates != Coordinates.ASYMMETRIC) {
      p = 2 * p + q;
      q = 2 * q;
    }
    return p < 0 ? 0 : (int) Math.min(n - 1, p / q);
  }

  /** How far the output lies beyond that cell, from 0 to less than 1, rounded once. */
  double share(int o, int n, int m) {
    long p = coordinates.numerator(o, n, m);
    long q = coordinates.denominator(m);
    return interpolation == Interpolation.NEAREST || p < 0 || p / q >= n - 1 ? 0.0 : (double) (p % q) / q;
  }
}
