// Master of FloatJacobiSvdReference: the float version is generated from this file.
package org.isobit.linalg.svd;

import org.isobit.kernels.Backend;

/** The scalar form of the rotations of {@link JacobiSvd}; it defines the bits. Thread-safe. */
sealed class JacobiSvdReference permits JacobiSvdSimd {

  JacobiSvdReference() {}

  /** The implementation on a backend of the processor. */
  static JacobiSvdReference of(Backend backend) {
    return backend.isSimd() ? new JacobiSvdSimd() : new JacobiSvdReference();
  }

  /** Rotates two rows of one array: x ← c·x − s·y, y ← s·x + c·y. */
  void rotate(int n, double[] w, int x, int y, double c, double s) {
    for (int i = 0; i < n; i++) {
      double wx = w[x + i];
      double wy = w[y + i];
      w[x + i] = Math.fma(c, wx, -(s * wy));
      w[y + i] = Math.fma(s, wx, c * wy);
    }
  }
}
