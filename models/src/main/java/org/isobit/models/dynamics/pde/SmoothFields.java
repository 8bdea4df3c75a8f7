package org.isobit.models.dynamics.pde;

import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.models.dynamics.ModelProvider;

/** Random fields of a few long waves, for models to start from. Thread-safe. */
final class SmoothFields {

  private SmoothFields() {}

  /**
   * A field on a ring: Σ a_k·cos(2π·k·i/n) + b_k·sin(2π·k·i/n), k = 1 … waves, normal a and b with which each point has
   * the variance 1.
   */
  static double[] ring(long seed, int n, int waves) {
    double[] amplitudes = ModelProvider.normal(seed, Math.sqrt(1.0 / waves), new double[2 * waves]);
    double[] field = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = 1; k <= waves; k++) {
        double turns = 2.0 * ((long) k * i % n) / n;
        field[i] += amplitudes[2 * k - 2] * SinPiReference.cospi(turns)
            + amplitudes[2 * k - 1] * SinPiReference.sinpi(turns);
      }
    }
    return field;
  }

  /**
   * A field on a square of n × n points, 0 at its boundary: Σ a_kl·sin(π·k·y)·sin(π·l·x), k, l = 1 … waves, with normal
   * a of a standard deviation.
   */
  static double[] square(long seed, double deviation, int n, int waves) {
    double[] amplitudes = ModelProvider.normal(seed, deviation, new double[waves * waves]);
    double[] sines = new double[waves * n];
    for (int k = 0; k < waves; k++) {
      for (int i = 0; i < n; i++) {
        sines[k * n + i] = SinPiReference.sinpi((double) ((k + 1) * i) / (n - 1));
      }
    }
    double[] field = new double[n * n];
    for (int k = 0; k < waves; k++) {
      for (int l = 0; l < waves; l++) {
        for (int i = 0; i < n; i++) {
          double factor = amplitudes[k * waves + l] * sines[k * n + i];
          for (int j = 0; j < n; j++) {
            field[i * n + j] += factor * sines[l * n + j];
          }
        }
      }
    }
    return field;
  }
}
