package org.isobit.models.assimilation;

import java.util.Arrays;
import org.isobit.kernels.Checks;

/**
 * Weights of the members of an ensemble, which add up to 1: what a {@link WeightedFilter} knows from one cycle to the
 * next besides the members. A cycle ends with {@link #toArray} and the next program begins with {@link #of}, without a
 * lost bit. Not thread-safe: the filter that carries them writes to them.
 */
public final class MemberWeights {

  /** What is left for the others where one member counts alone. */
  private static final double ALL_BUT = 1e-10;

  private double[] weights;

  private MemberWeights(double[] weights) {
    this.weights = weights;
  }

  /**
   * The same weight for all.
   *
   * @param members number of members, at least 1
   * @return 1 ÷ members for each
   * @throws IllegalArgumentException if there is no member
   */
  public static MemberWeights equal(int members) {
    Checks.positive("MemberWeights", "members", members);
    double[] weights = new double[members];
    Arrays.fill(weights, 1.0 / members);
    return new MemberWeights(weights);
  }

  /**
   * Weights that were stored.
   *
   * @param weights one for each member; copied
   * @return a new object
   * @throws IllegalArgumentException as {@link #set} says
   */
  public static MemberWeights of(double[] weights) {
    MemberWeights stored = new MemberWeights(null);
    stored.set(weights);
    return stored;
  }

  /**
   * Takes over new weights.
   *
   * @param newWeights one for each member, as many as before; copied
   * @throws IllegalArgumentException if there is none, their number differs, one is negative or not finite, or their
   *                                  sum differs from 1 by more than the rounding errors of adding them up
   */
  public void set(double[] newWeights) {
    Checks.positive("MemberWeights", "members", newWeights.length);
    if (weights != null && weights.length != newWeights.length) {
      throw new IllegalArgumentException("MemberWeights: there are " + newWeights.length + " weights, but "
          + weights.length + " members");
    }
    double sum = 0.0;
    for (int m = 0; m < newWeights.length; m++) {
      if (!(newWeights[m] >= 0.0)) {
        throw new IllegalArgumentException("MemberWeights: weight[" + m + "] must not be negative, but is "
            + newWeights[m]);
      }
      sum += newWeights[m];
    }
    if (!(Math.abs(sum - 1.0) <= newWeights.length * 0x1p-52)) {
      throw new IllegalArgumentException("MemberWeights: the weights must add up to 1, but give " + sum);
    }
    weights = newWeights.clone();
  }

  /**
   * All there is to store.
   *
   * @return a new array with the weight of each member
   */
  public double[] toArray() {
    return weights.clone();
  }

  /**
   * Number of members.
   *
   * @return at least 1
   */
  public int members() {
    return weights.length;
  }

  /**
   * One weight.
   *
   * @param member which member
   * @return its weight, from 0 to 1
   */
  public double weight(int member) {
    return weights[member];
  }

  /**
   * What variances over weighted members are divided by to be without bias, as N − 1 over N is for equal weights:
   * 1 − Σ w², as twice the sum of all products of two weights, in which nothing cancels.
   *
   * @param weights one for each member, which add up to 1
   * @return 0 to 1; 0 also below 10⁻¹⁰, where one member has all the weight but a rounding
   */
  public static double diversity(double[] weights) {
    double below = 0.0;
    double pairs = 0.0;
    for (double w : weights) {
      pairs = Math.fma(w, below, pairs);
      below += w;
    }
    return 2.0 * pairs > ALL_BUT ? 2.0 * pairs : 0.0;
  }

  /**
   * The effective number of members, N_eff = 1 ÷ Σ w² (Kong, Liu and Wong 1994, J. Am. Stat. Assoc. 89, 278–288).
   *
   * @return from 1 to the number of members
   */
  public double effectiveSize() {
    return effectiveSize(weights);
  }

  /**
   * The effective number of members with some weights.
   *
   * @param weights one for each member, which add up to 1
   * @return from 1 to the number of members
   */
  public static double effectiveSize(double[] weights) {
    double squares = 0.0;
    for (double w : weights) {
      squares = Math.fma(w, w, squares);
    }
    return 1.0 / squares;
  }

  @Override
  public String toString() {
    return "MemberWeights[" + weights.length + " members, effective " + effectiveSize() + "]";
  }
}
