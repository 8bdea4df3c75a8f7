package org.isobit.models.scores;

import org.isobit.kernels.Checks;

/**
 * Errors of the members themselves, not of their mean, over many cases: how far they are, in the root mean square,
 * from the truth. Of the radius about a circle, or of anything that is constant on a manifold, it is the distance to
 * the manifold.
 *
 * <p>Sums are one ascending chain in the order of {@link #add}. Not thread-safe.
 */
public final class MemberErrors {

  private long count;
  private double sum;
  private double squares;

  /** Without errors. */
  public MemberErrors() {}

  /**
   * Adds the errors of one case.
   *
   * @param differences members minus truth
   * @param offset      index of the first
   * @param members     their number
   */
  public void add(double[] differences, int offset, int members) {
    Checks.vector("MemberErrors", "differences", differences.length, offset, members);
    for (int m = 0; m < members; m++) {
      double d = differences[offset + m];
      sum += d;
      squares = Math.fma(d, d, squares);
    }
    count += members;
  }

  /**
   * The mean error.
   *
   * @return Σ d ÷ n; NaN without errors
   */
  public double bias() {
    return sum / count;
  }

  /**
   * The root mean square error.
   *
   * @return √(Σ d² ÷ n); NaN without errors
   */
  public double rootMeanSquare() {
    return Math.sqrt(squares / count);
  }
}
