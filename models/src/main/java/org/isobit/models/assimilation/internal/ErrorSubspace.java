// Master of FloatErrorSubspace: the float version is generated from this file.
package org.isobit.models.assimilation.internal;

import org.isobit.kernels.Workers;

/**
 * Between N anomalies, whose sum is zero, and their N − 1 coordinates in the error subspace: L = A·Ω and A = L·Ωᵀ in
 * the papers' column notation, with Ω the N × (N − 1) matrix of Nerger et al. (2012): orthonormal columns, each
 * orthogonal to the vector of ones.
 *
 * <p>Ω is all but the last column of the Householder reflection H = I − β·u·uᵀ that maps the vector of ones to
 * −√N·e_N: u = 1/√N·(1, …, 1) + e_N, β = 1/(1 + 1/√N). So neither direction forms Ω or needs a second array: both are H
 * applied to the rows (the last row of coordinates being zero), N multiply-adds a variable each way instead of N².
 *
 * <p>For every column i: t = Σ_m u_m·x_mi (one chain of fma from +0, m ascending), x_mi = fma(−(β·u_m), t, x_mi). No
 * column depends on another; threads split them.
 */
public final class ErrorSubspace {

  /** Columns at a time: their sums and one row's part of them stay in the first-level cache. */
  private static final int BLOCK = 512;

  /** Elements below which a second thread is not worth it. */
  private static final long SERIAL_BELOW = 200_000;

  private ErrorSubspace() {}

  /** Replaces rows of anomalies, members × n, by coordinates; the last row becomes zero. */
  public static void project(int members, int n, double[] x, int ld, Workers workers) {
    reflect(members, n, x, ld, workers);
    java.util.Arrays.fill(x, (members - 1) * ld, (members - 1) * ld + n, 0.0);
  }

  /** Replaces the first members − 1 rows, coordinates, by all rows of anomalies. */
  public static void lift(int members, int n, double[] x, int ld, Workers workers) {
    java.util.Arrays.fill(x, (members - 1) * ld, (members - 1) * ld + n, 0.0);
    reflect(members, n, x, ld, workers);
  }

  private static void reflect(int members, int n, double[] x, int ld, Workers workers) {
    int parts = (n + BLOCK - 1) / BLOCK;
    Workers pool = (long) members * n < SERIAL_BELOW ? Workers.serial() : workers;
    double[][] sums = new double[pool.threads()][];
    pool.run(parts, (part, slot) -> {
      if (sums[slot] == null) {
        sums[slot] = new double[BLOCK];
      }
      int first = part * BLOCK;
      columns(members, x, ld, first, n - first < BLOCK ? n - first : BLOCK, sums[slot]);
    });
  }

  private static void columns(int members, double[] x, int ld, int first, int n, double[] t) {
    double e = 1.0 / Math.sqrt(members);
    double beta = 1.0 / (1.0 + e);
    java.util.Arrays.fill(t, 0, n, 0.0);
    for (int m = 0; m < members; m++) {
      double u = m == members - 1 ? e + 1.0 : e;
      int row = m * ld + first;
      for (int i = 0; i < n; i++) {
        t[i] = Math.fma(u, x[row + i], t[i]);
      }
    }
    for (int m = 0; m < members; m++) {
      double factor = -(beta * (m == members - 1 ? e + 1.0 : e));
      int row = m * ld + first;
      for (int i = 0; i < n; i++) {
        x[row + i] = Math.fma(factor, t[i], x[row + i]);
      }
    }
  }
}
