package org.isobit.linalg.minimization;

import java.util.Arrays;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.linalg.qr.HouseholderQr;

/**
 * The step p of least ‖r + K·p‖ in a ball ‖p‖ ≤ Δ, and its parameter λ: (KᵀK + λI)·p = −Kᵀr. Algorithm 5.5 of Moré
 * (1978), The Levenberg–Marquardt algorithm, as MINPACK's lmpar, with QR factors of K and of (R; √λ·I) from {@link
 * HouseholderQr}. Not thread-safe.
 */
final class DampedStep {

  /** How far ‖p‖ may be from Δ, relative to it. */
  private static final double NEAR = 0.1;

  /** The first λ, as a part of its upper bound, where there is no other guess. */
  private static final double GUESS = 1e-3;
  private static final int ITERATIONS = 10;
  private static final double EPSILON = 0x1p-52;

  private final int m;
  private final int n;
  private final HouseholderQr qr = new HouseholderQr();
  private final HouseholderQr damped = new HouseholderQr();
  private final double[] upper;
  private final double[] both;
  private final double[] factor;
  private final double[] right;
  private final double[] rotated;
  private final double[] work;
  private boolean full;

  /** The step, and ‖p‖. */
  final double[] p;
  double norm;

  /** λ, which the next search starts from. */
  double lambda;

  DampedStep(int m, int n) {
    this.m = m;
    this.n = n;
    upper = new double[n * n];
    both = new double[2 * n * n];
    factor = new double[n * n];
    right = new double[2 * n];
    rotated = new double[m];
    work = new double[n];
    p = new double[n];
  }

  /** Factors K = Q·R and turns r. */
  void factor(double[] k, double[] r) {
    qr.factor(m, n, k, 0, n).upper(upper, 0, n);
    Vectors.copy(r, rotated);
    qr.apply(true, 1, rotated, 0, 1);
    double largest = 0.0;
    for (int i = 0; i < n; i++) {
      largest = Vectors.larger(largest, Math.abs(upper[i * n + i]));
    }
    full = true;
    for (int i = 0; i < n; i++) {
      full &= Math.abs(upper[i * n + i]) > m * EPSILON * largest;
    }
  }

  /** Finds the step for a radius. */
  void solve(double radius) {
    double excess = Double.POSITIVE_INFINITY;
    double lower = 0.0;
    if (full) {
      System.arraycopy(rotated, 0, right, 0, n);
      step(upper);
      excess = norm - radius;
      if (excess <= NEAR * radius) {
        lambda = 0.0;
        return;
      }
      lower = correction(upper, excess, radius);
    }
    Gemm.gemv(true, n, n, 1.0, upper, 0, n, rotated, 0, 1, 0.0, work, 0, 1);
    double slope = Vectors.norm(work);
    double most = slope / radius;
    most = most > 0.0 ? most : Double.MIN_NORMAL / Vectors.smaller(radius, NEAR);
    lambda = Vectors.smaller(most, Vectors.larger(lower, lambda));
    lambda = lambda == 0.0 && full ? slope / norm : lambda;
    for (int i = 1; i <= ITERATIONS; i++) {
      lambda = lambda > 0.0 ? lambda : Vectors.larger(Double.MIN_NORMAL, GUESS * most);
      damp();
      double before = excess;
      excess = norm - radius;
      if (Math.abs(excess) <= NEAR * radius || lower == 0.0 && excess <= before && before < 0.0 || i == ITERATIONS) {
        return;
      }
      double correction = correction(factor, excess, radius);
      if (excess > 0.0) {
        lower = Vectors.larger(lower, lambda);
      } else {
        most = Vectors.smaller(most, lambda);
      }
      lambda = Vectors.larger(lower, lambda + correction);
    }
  }

  /** The step of a λ: QR of (R; √λ·I), whose R goes to {@link #factor}. */
  private void damp() {
    double root = Math.sqrt(lambda);
    Arrays.fill(both, 0.0);
    System.arraycopy(upper, 0, both, 0, n * n);
    for (int i = 0; i < n; i++) {
      both[(n + i) * n + i] = root;
      right[i] = rotated[i];
      right[n + i] = 0.0;
    }
    damped.factor(2 * n, n, both, 0, n).upper(factor, 0, n);
    damped.apply(true, 1, right, 0, 1);
    step(factor);
  }

  /** p = −T⁻¹·right. */
  private void step(double[] t) {
    Triangular.solve(false, false, n, 1, t, 0, n, right, 0, 1);
    for (int i = 0; i < n; i++) {
      p[i] = -right[i];
    }
    norm = Vectors.norm(p);
  }

  /** Newton's correction of λ: (‖p‖ − Δ) ÷ Δ ÷ ‖T⁻ᵀ(p ÷ ‖p‖)‖². */
  private double correction(double[] t, double excess, double radius) {
    for (int i = 0; i < n; i++) {
      work[i] = p[i] / norm;
    }
    Triangular.solve(false, true, n, 1, t, 0, n, work, 0, 1);
    return excess / radius / Vectors.dot(work, work);
  }

  /** ‖K·p‖. */
  double image() {
    Gemm.gemv(false, n, n, 1.0, upper, 0, n, p, 0, 1, 0.0, work, 0, 1);
    return Vectors.norm(work);
  }
}
