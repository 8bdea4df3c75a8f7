// Master of FloatOpticalDepthReference: the float version is generated from this file.
package org.isobit.kernels.column;

import org.isobit.kernels.Backend;

/** Scalar {@link OpticalDepth}, one column after the other; defines the bits. */
public sealed class OpticalDepthReference permits OpticalDepthSimd {

  OpticalDepthReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static OpticalDepthReference of(Backend backend) {
    return backend.isSimd() ? new OpticalDepthSimd() : new OpticalDepthReference();
  }

  /**
   * Depths of some columns.
   *
   * @param n      levels, at least 1
   * @param from   first column
   * @param to     end of the columns
   * @param lanes  columns of the arrays
   * @param b      absorptions without fields
   * @param bo     their offset
   * @param h      thicknesses
   * @param ho     their offset
   * @param k      absorption by unit of length and concentration
   * @param fields fields that absorb, at least 1
   * @param c      their concentrations
   * @param co     their offset
   * @param ldf    distance between the starts of two fields
   * @param y      receives the depths; apart from the others
   * @param yo     their offset
   */
  public void depth(int n, int from, int to, int lanes, double[] b, int bo, double[] h, int ho, double k, int fields,
      double[] c, int co, int ldf, double[] y, int yo) {
    for (int l = from; l < to; l++) {
      double face = 0.0;
      for (int i = 0; i < n; i++) {
        int at = i * lanes + l;
        double sum = c[co + at];
        for (int f = 1; f < fields; f++) {
          sum += c[co + f * ldf + at];
        }
        double a = Math.fma(k, sum, b[bo + i]);
        y[yo + at] = Math.fma(a, 0.5 * h[ho + i], face);
        face = Math.fma(a, h[ho + i], face);
      }
    }
  }
}
