package org.isobit.linalg.poisson;

import org.isobit.kernels.elementary.SinPiReference;

/** Eigenvalues of second derivatives on a ring of m points. Thread-safe. */
final class HelmholtzEigenvalues {

  private HelmholtzEigenvalues() {}

  /** The first count of them, in the order of a transform. */
  static double[] of(int m, int count, double spacing, Scheme scheme) {
    double[] eigenvalues = new double[count];
    for (int k = 0; k < count; k++) {
      int waves = k <= m - k ? k : m - k;
      double root = scheme == Scheme.SECOND_ORDER ? 2.0 * SinPiReference.sinpi((double) waves / m) / spacing
          : 2.0 * SinPiReference.PI_HI * waves / (m * spacing);
      eigenvalues[k] = -(root * root);
    }
    return eigenvalues;
  }

  /** The same in float. */
  static float[] floats(int m, int count, double spacing, Scheme scheme) {
    double[] wide = of(m, count, spacing, scheme);
    float[] eigenvalues = new float[count];
    for (int k = 0; k < count; k++) {
      eigenvalues[k] = (float) wide[k];
    }
    return eigenvalues;
  }
}
