package org.isobit.models.dynamics.pde;

import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.models.dynamics.ModelProvider;

/** Random fields of a few long waves, for models to start from. Thread-safe. */
public final class SmoothFields {

  /** What does not change along a dimension of one point. */
  static final double[][] CONSTANT = {{1.0}};

  private SmoothFields() {}

  /** Σ a_pq·down_p(i)·along_q(j) over all waves of both, with normal a of a standard deviation. */
  static double[] of(long seed, double deviation, double[][] down, double[][] along) {
    double[] amplitudes = ModelProvider.normal(seed, deviation, new double[down.length * along.length]);
    int columns = along[0].length;
    double[] field = new double[down[0].length * columns];
    for (int p = 0; p < down.length; p++) {
      for (int q = 0; q < along.length; q++) {
        for (int i = 0; i < down[p].length; i++) {
          double factor = amplitudes[p * along.length + q] * down[p][i];
          for (int j = 0; j < columns; j++) {
            field[i * columns + j] += factor * along[q][j];
          }
        }
      }
    }
    return field;
  }

  /**
   * Waves on a ring.
   *
   * @param n     number of points
   * @param waves the largest wave number, below n/2
   * @return cos(2π·k·i/n) and sin(2π·k·i/n), one row of n after the other, k = 1 … waves
   */
  public static double[][] ring(int n, int waves) {
    double[][] ring = new double[2 * waves][n];
    for (int k = 1; k <= waves; k++) {
      for (int i = 0; i < n; i++) {
        double turns = 2.0 * ((long) k * i % n) / n;
        ring[2 * k - 2][i] = SinPiReference.cospi(turns);
        ring[2 * k - 1][i] = SinPiReference.sinpi(turns);
      }
    }
    return ring;
  }

  /** sin(π·k·i/(n − 1)), 0 at the first of n points and at the last one, k = 1 … waves. */
  static double[][] closed(int n, int waves) {
    double[][] sines = new double[waves][n];
    for (int k = 1; k <= waves; k++) {
      for (int i = 0; i < n; i++) {
        sines[k - 1][i] = SinPiReference.sinpi((double) (k * i) / (n - 1));
      }
    }
    return sines;
  }
}
