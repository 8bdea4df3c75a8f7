// Master of FloatHouseholderQrReference: the float version is generated from this file.
package org.isobit.linalg.qr;

import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;

/** The scalar form of the reflections of {@link HouseholderQr}; it defines the bits. Thread-safe. */
sealed class HouseholderQrReference permits HouseholderQrSimd {

  HouseholderQrReference() {}

  /** The implementation on a backend of the processor. */
  static HouseholderQrReference of(Backend backend) {
    return backend.isSimd() ? new HouseholderQrSimd() : new HouseholderQrReference();
  }

  /**
   * X ← X − v·(h·vᵀX): for each column w = h·Σ_i v_i·x_i (chains of {@value GemmReference#RUN} terms from +0, as in
   * a matrix product, added to +0 in ascending order), then x_i ← fma(−v_i, w, x_i).
   */
  void reflect(int rows, int columns, double[] v, int vo, double h, double[] x, int xo, int ldx) {
    for (int j = 0; j < columns; j++) {
      double w = 0.0;
      for (int start = 0; start < rows; start += GemmReference.RUN) {
        double s = 0.0;
        for (int i = start; i < rows && i < start + GemmReference.RUN; i++) {
          s = Math.fma(v[vo + i], x[xo + i * ldx + j], s);
        }
        w += s;
      }
      w *= h;
      for (int i = 0; i < rows; i++) {
        x[xo + i * ldx + j] = Math.fma(-v[vo + i], w, x[xo + i * ldx + j]);
      }
    }
  }
}
