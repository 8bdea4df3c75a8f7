// Master of FloatSinkingReference: the float version is generated from this file.
package org.isobit.kernels.column;

import org.isobit.kernels.Backend;

/** Scalar {@link Sinking}, one column after the other; defines the bits. */
public sealed class SinkingReference permits SinkingSimd {

  SinkingReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static SinkingReference of(Backend backend) {
    return backend.isSimd() ? new SinkingSimd() : new SinkingReference();
  }

  /**
   * The first level whose factor is not from 0 to 1.
   *
   * @param n  levels
   * @param s  the factors
   * @param so their offset
   * @return the level, or −1
   */
  public static int refused(int n, double[] s, int so) {
    for (int i = 0; i < n; i++) {
      if (!(s[so + i] >= 0.0 && s[so + i] <= 1.0)) {
        return i;
      }
    }
    return -1;
  }

  /** The share of level i that leaves it. */
  static double leaving(int n, int i, double s, boolean open) {
    return i < n - 1 || open ? s : 0.0;
  }

  /**
   * A step of some columns, in place.
   *
   * @param n     levels, at least 1
   * @param from  first column
   * @param to    end of the columns
   * @param lanes columns of the array
   * @param s     the factors, which are from 0 to 1
   * @param so    their offset
   * @param open  whether the bed is
   * @param c     the tracer
   * @param co    its offset
   */
  public void step(int n, int from, int to, int lanes, double[] s, int so, boolean open, double[] c, int co) {
    for (int l = from; l < to; l++) {
      double above = 0.0;
      for (int i = 0; i < n; i++) {
        int at = co + i * lanes + l;
        double own = c[at];
        double rest = Math.fma(-leaving(n, i, s[so + i], open), own, own);
        c[at] = i == 0 ? rest : Math.fma(s[so + i], above, rest);
        above = own;
      }
    }
  }
}
