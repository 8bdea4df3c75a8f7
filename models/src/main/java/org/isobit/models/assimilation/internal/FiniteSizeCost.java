package org.isobit.models.assimilation.internal;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.FiniteSize;

/**
 * The cost of EnKF-N for one problem, and how much inflation its minimum asks for.
 *
 * <p>With S the observed anomalies over error deviations, members × observations, d the innovation likewise, and ε and
 * c as in {@link FiniteSize}, the cost of weights w is ½·|d − Sᵀ·w|² + ½·(N − 1)·c·ln(ε + w·w) (Bocquet 2011). At a
 * minimum w = (S·Sᵀ + ζ·I)⁻¹·S·d with ζ = (N − 1)·c/(ε + w·w): the weights of an ETKF whose forecast anomalies were
 * multiplied by l, l² = (N − 1)/ζ = (ε + w·w)/c (Bocquet and Sakov 2012). So one number is sought, l², and the
 * eigenvalues λ_i of S·Sᵀ with the components q_i of S·d along the eigenvectors are all that it takes; they come from
 * S·Sᵀ or, with fewer observations than members, from Sᵀ·S, whose eigenvalues are the same but for zeros.
 *
 * <p>Where the cost has several minima, the dual form takes the one next to l = 1, upwards if the cost falls there, and
 * the primal form the one that Newton's method finds from w = 0.
 *
 * <p>Serves one problem at a time, of one thread, and keeps its arrays.
 */
public final class FiniteSizeCost {

  /** Beyond this l² no minimum is sought. */
  private static final double LARGEST = 0x1p1000;

  /** More than steps can be halved, or brackets of a few powers of two, before they are a rounding. */
  private static final int MOST_STEPS = 200;

  /** The steps, and the derivative, at which DAPPER's iteration ends, and how many it makes. */
  private static final double DAPPER_STEP = 1e-4;
  private static final double DAPPER_SLOPE = 1e-7;
  private static final int DAPPER_MOST = 100;

  private final String filter;
  private final FiniteSize prior;
  private final EigenSums eigen;
  private final SymmetricEigen curved = new SymmetricEigen();
  private FiniteSizeSums sums;
  private double[] gram;
  private double[] projected;
  private int members;
  private double epsilon;
  private double c;

  /** Derivative of {@link #balance} where it was taken last. */
  private double slope;

  /** l² at the minimum. */
  private double square;

  /**
   * For problems of one filter.
   *
   * @param filter its name, for messages
   * @param prior  what it assumes
   */
  public FiniteSizeCost(String filter, FiniteSize prior) {
    this.filter = filter;
    this.prior = prior;
    eigen = new EigenSums(filter);
  }

  /** Whether it assumes this. */
  public boolean isOf(FiniteSize other) {
    return prior.equals(other);
  }

  /**
   * The inflation l of forecast anomalies that a problem asks for, in the space of the members.
   *
   * @param k        members
   * @param newGram  S·Sᵀ, k × k, not to be changed before the problem is done with
   * @param newRight S·d, likewise
   * @return l
   * @throws NumericalException if no minimum is found
   */
  public double ofMembers(int k, double[] newGram, double[] newRight) {
    gram = newGram;
    projected = newRight;
    begin(k, eigen.of(k, k, newGram, newRight));
    square = prior.form() == FiniteSize.Form.PRIMAL ? primal() : ofDual();
    return Math.sqrt(square);
  }

  /**
   * The same in the space of the observations; not of the primal form.
   *
   * @param k          members
   * @param p          observations
   * @param products   Sᵀ·S, p × p
   * @param innovation d
   * @return l
   * @throws NumericalException if no minimum is found
   */
  public double ofObservations(int k, int p, double[] products, double[] innovation) {
    begin(k, eigen.of(k, p, products, innovation));
    for (int j = 0; j < p; j++) {
      eigen.q[j] = eigen.q[j] * Math.sqrt(eigen.lambda[j]);
    }
    square = ofDual();
    return Math.sqrt(square);
  }

  /**
   * The same of a problem that comes as its sums; not of the primal form.
   *
   * @param k       members
   * @param problem the sums
   * @return l
   * @throws NumericalException if no minimum is found
   */
  public double ofSums(int k, FiniteSizeSums problem) {
    begin(k, problem);
    square = ofDual();
    return Math.sqrt(square);
  }

  /**
   * ζ = (N − 1)·c/(ε + w·w) at given weights, which is no minimum yet: what the prior's gradient there is of w.
   *
   * @param k        members
   * @param newGram  S·Sᵀ, k × k
   * @param newRight S·d
   * @param squares  w·w
   * @return ζ
   */
  public double zeta(int k, double[] newGram, double[] newRight, double squares) {
    begin(k, eigen.of(k, k, newGram, newRight));
    return (k - 1) * c / (epsilon + squares);
  }

  private double ofDual() {
    return prior.form() == FiniteSize.Form.DUAL_DAPPER ? dapper() : dual();
  }

  /** Takes a problem; ε and c, corrected and multiplied. */
  private void begin(int k, FiniteSizeSums problem) {
    members = k;
    sums = problem;
    double degrees = members - 1;
    epsilon = (members + 1.0) / members;
    c = (members + (double) prior.g()) / degrees;
    double mode = ExpReference.exp(0.5 * (sums.degrees() / members) * LogReference.log(epsilon / c));
    epsilon = epsilon / mode * prior.xN();
    c = c * mode * prior.xN();
  }

  /**
   * The root of c·x − ε − w(x)·w(x), w_i = q_i/(λ_i + (N − 1)/x), which is the dual cost's derivative by l² = x times
   * x²: below the least x that a minimum can have, ε/c, it is negative.
   */
  private double dual() {
    double low = epsilon / c;
    double high = 1.0;
    double value = balance(high);
    for (; value < 0.0; value = balance(high)) {
      low = high;
      high = 2.0 * high;
      if (high > LARGEST) {
        throw new NumericalException(filter + ": innovations ask for more inflation than there are numbers for", -1,
            high);
      }
    }
    return low < high ? root(low, high, value) : high;
  }

  /**
   * Newton's method from the upper end, whose value was taken last, with a bisection where it leaves the bracket or
   * does not halve its step.
   */
  private double root(double lower, double upper, double last) {
    double low = lower;
    double high = upper;
    double x = high;
    double step = high - low;
    for (int i = 0; i < MOST_STEPS; i++) {
      double value = i == 0 ? last : balance(x);
      if (value < 0.0) {
        low = x;
      } else {
        high = x;
      }
      double next = x - value / slope;
      if (Math.abs(next - x) <= 0x1p-52 * x) {
        return next;
      }
      if (!(next > low && next < high && Math.abs(next - x) < 0.5 * step)) {
        next = low + 0.5 * (high - low);
        if (next <= low || next >= high) {
          return x;
        }
      }
      step = Math.abs(next - x);
      x = next;
    }
    throw new NumericalException(filter + ": no inflation found in " + MOST_STEPS + " steps", -1, x);
  }

  private double balance(double x) {
    double zeta = (members - 1) / x;
    sums.at(zeta);
    slope = c - 2.0 * zeta / x * sums.cubes();
    return c * x - epsilon - sums.squares();
  }

  /** Of the weights that Newton's method finds. */
  private double primal() {
    double[] w = new FiniteSizeWeights(filter, members, gram, projected, (members - 1) * c, epsilon).minimize();
    double squares = 0.0;
    for (int m = 0; m < members; m++) {
      squares = Math.fma(w[m], w[m], squares);
    }
    return (epsilon + squares) / c;
  }

  /** Newton steps in l from 1, on the cost Σ q²/λ/(l²·λ + N − 1) + ε/l² + c·ln l². */
  private double dapper() {
    double l = 1.0;
    double step = Double.POSITIVE_INFINITY;
    double first = derivative(l);
    for (int i = 0; i < DAPPER_MOST && Math.abs(first) > DAPPER_SLOPE && step > DAPPER_STEP; i++) {
      double change = first / curvature(l);
      l = l - change;
      step = Math.abs(change);
      first = derivative(l);
    }
    if (!(l > 0.0 && l * l <= LARGEST)) {
      throw new NumericalException(filter + ": DAPPER's iteration for the inflation leaves the positive numbers", -1,
          l);
    }
    return l * l;
  }

  /** Σ (q ÷ (l²·λ + N − 1))² is Σ w² ÷ l⁴. */
  private double derivative(double l) {
    sums.at((members - 1) / (l * l));
    double sum = sums.squares() / (l * l * l * l);
    return -2.0 * l * sum - 2.0 * epsilon / (l * l * l) + 2.0 * c / l;
  }

  /** The second derivative where the first one was taken last, as DAPPER has it: −2·Σ w² is missing. */
  private double curvature(double l) {
    double zeta = (members - 1) / (l * l);
    double sum = (sums.squares() - zeta * sums.cubes()) / (l * l * l * l * l * l);
    return 8.0 * l * l * sum + 6.0 * epsilon / (l * l * l * l) - 2.0 * c / (l * l);
  }

  /**
   * The analysis at the minimum by the cost's whole second derivative there, H = S·Sᵀ + ζ·I − 2·ζ/(ε + w·w)·w·wᵀ, for
   * forecast anomalies as they are, without the inflation; in the space of the members.
   *
   * @param t takes √(N − 1)·H^{-1/2}, members × members
   * @param w takes the weights of the mean
   * @return the condition number of S·Sᵀ + ζ·I
   * @throws NumericalException if H is not positive definite
   */
  public double hessianTransform(double[] t, double[] w) {
    int k = members;
    double zeta = (k - 1) / square;
    double condition = (eigen.lambda[k - 1] + zeta) / zeta;
    double[] f = new double[k];
    for (int i = 0; i < k; i++) {
      f[i] = eigen.q[i] / (eigen.lambda[i] + zeta);
    }
    Gemm.gemv(true, k, k, 1.0, eigen.vectors, 0, k, f, 0, 1, 0.0, w, 0, 1);
    double squares = 0.0;
    for (int m = 0; m < k; m++) {
      squares = Math.fma(w[m], w[m], squares);
    }
    double factor = 2.0 * zeta / (epsilon + squares);
    for (int m = 0; m < k; m++) {
      for (int n = 0; n < k; n++) {
        t[m * k + n] = Math.fma(-factor * w[m], w[n], gram[m * k + n]);
      }
      t[m * k + m] += zeta;
    }
    curved.factor(k, t, 0, k).values(f, 0);
    if (!(f[0] > 0.0)) {
      throw new NumericalException(filter + ": the cost's second derivative is not positive definite where the search "
          + "ended; its least eigenvalue", -1, f[0]);
    }
    for (int i = 0; i < k; i++) {
      f[i] = Math.sqrt((k - 1) / f[i]);
    }
    curved.function(f, 0, t, 0, k);
    return condition;
  }
}
