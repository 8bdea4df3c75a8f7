// Master of FloatFinite: the float version is generated from this file.
package org.isobit.models.assimilation;

import org.isobit.kernels.reduce.Reduce;

/** Looks for what is not finite. */
public final class Finite {

  private Finite() {}

  /**
   * Index, counted from the start, of the first NaN or infinity.
   *
   * @param x     elements
   * @param start where to begin
   * @param n     how many
   * @return the index, or −1
   */
  public static int first(double[] x, int start, int n) {
    // The largest magnitude is NaN or infinite if any element is: one pass at memory speed.
    if (Double.isFinite(Reduce.maxAbs(n, x, start))) {
      return -1;
    }
    int i = 0;
    while (Double.isFinite(x[start + i])) {
      i++;
    }
    return i;
  }
}
