package org.isobit.models.assimilation.internal;

import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Workspace;

/**
 * Random orthogonal matrices that leave the vector of ones, and so the ensemble's mean, as it is.
 *
 * <p>Q of order k − 1 has the uniform (Haar) distribution: it is the product of the Householder reflections that would
 * factor a matrix of Gaussian numbers, drawn without that matrix (Stewart 1980, SIAM J. Numer. Anal. 17, 403–409). With
 * the reflection P that maps the first axis to the vector of ones, the rotation is P·diag(1, Q)·P (Sakov and Oke 2008,
 * Mon. Weather Rev. 136, 1042–1053).
 */
public final class Rotation {

  private Rotation() {}

  /** The rotation of a cycle, k × k, in the workspace. */
  public static double[] matrix(int k, Cycle cycle, Workspace workspace) {
    double[] r = workspace.doubles(Rotation.class, "rotation", k, k);
    int n = k - 1;
    // (k − 1)·k/2 cannot overflow: k·k is the length of an array.
    double[] gaussians = workspace.doubles(Rotation.class, "rotation gaussians", n * k / 2);
    Philox.gaussian(cycle.seed(), cycle.stream(Cycle.Purpose.ROTATION), 0, gaussians.length, gaussians, 0);
    double[] v = workspace.doubles(Rotation.class, "rotation vector", k);
    double[] t = workspace.doubles(Rotation.class, "rotation product", k);
    fill(k, gaussians, r, v, t);
    return r;
  }

  /** The rotation of a cycle, each element rounded to float. */
  static float[] rounded(int k, Cycle cycle, Workspace workspace) {
    double[] r = matrix(k, cycle, workspace);
    float[] rounded = workspace.floats(Rotation.class, "rounded rotation", k, k);
    for (int i = 0; i < r.length; i++) {
      rounded[i] = (float) r[i];
    }
    return rounded;
  }

  /** Writes P·diag(1, Q)·P to r; reflection j of Q takes n − j Gaussian numbers, the shortest first. */
  static void fill(int k, double[] gaussians, double[] r, double[] v, double[] t) {
    java.util.Arrays.fill(r, 0.0);
    for (int i = 0; i < k; i++) {
      r[i * k + i] = 1.0;
    }
    int used = 0;
    for (int j = k - 1; j >= 1; j--) {
      int length = k - j;
      reflectWith(k, j, length, gaussians, used, r, v, t);
      used += length;
    }
    // P = I − v·vᵀ/(1 − e) with v = 1/√k·(1, …, 1) − (1, 0, …, 0) and e = 1/√k, on both sides.
    double e = 1.0 / Math.sqrt(k);
    java.util.Arrays.fill(v, 0, k, e);
    v[0] = e - 1.0;
    double factor = 1.0 / (1.0 - e);
    reflect(k, 0, 0, v, factor, r, t);
    for (int i = 0; i < k; i++) {
      double s = 0.0;
      for (int c = 0; c < k; c++) {
        s = Math.fma(r[i * k + c], v[c], s);
      }
      axpy(k, -factor * s, v, 0, r, i * k);
    }
  }

  /** Puts the reflection of a Gaussian vector before the block that starts at (j, j), signs as QR has them. */
  private static void reflectWith(int k, int j, int length, double[] gaussians, int from, double[] r, double[] v,
      double[] t) {
    double squares = 0.0;
    for (int i = 0; i < length; i++) {
      v[i] = gaussians[from + i];
      squares = Math.fma(v[i], v[i], squares);
    }
    double norm = Math.sqrt(squares);
    double sign = v[0] < 0.0 ? -1.0 : 1.0;
    if (length == 1 || norm == 0.0) {
      r[j * k + j] = sign;
      return;
    }
    // H·x = −sign·‖x‖·e₁, so column j of H·diag(−sign, 1, …) is x/‖x‖: R would have a positive diagonal.
    r[j * k + j] = -sign;
    v[0] += sign * norm;
    double factor = 1.0 / (norm * Math.abs(v[0]));
    reflect(k, j, j, v, factor, r, t);
  }

  /** Block from row and column on: X ← (I − factor·v·vᵀ)·X. */
  private static void reflect(int k, int row, int column, double[] v, double factor, double[] r, double[] t) {
    int length = k - row;
    int width = k - column;
    java.util.Arrays.fill(t, 0, width, 0.0);
    for (int i = 0; i < length; i++) {
      axpyFrom(width, v[i], r, (row + i) * k + column, t);
    }
    for (int i = 0; i < length; i++) {
      axpy(width, -factor * v[i], t, 0, r, (row + i) * k + column);
    }
  }

  private static void axpyFrom(int n, double a, double[] x, int at, double[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(a, x[at + i], y[i]);
    }
  }

  private static void axpy(int n, double a, double[] x, int from, double[] y, int at) {
    for (int i = 0; i < n; i++) {
      y[at + i] = Math.fma(a, x[from + i], y[at + i]);
    }
  }
}
