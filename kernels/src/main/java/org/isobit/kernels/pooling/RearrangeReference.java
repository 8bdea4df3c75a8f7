// Master of FloatRearrangeReference: the float version is generated from this file.
package org.isobit.kernels.pooling;

import org.isobit.kernels.Backend;

/** Scalar {@link Rearrange}: defines the bits. Thread-safe. */
public sealed class RearrangeReference permits RearrangeSimd {

  RearrangeReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static RearrangeReference of(Backend backend) {
    return backend.isSimd() ? new RearrangeSimd() : new RearrangeReference();
  }

  /**
   * {@link Rearrange#forward}.
   *
   * @param permutation sizes and axes
   * @param batch       samples
   * @param x           array of X
   * @param xo          index of its first element
   * @param y           array of Y
   * @param yo          index of its first element
   */
  public final void whole(Permutation permutation, int batch, double[] x, int xo, double[] y, int yo) {
    forward(permutation, 0, batch * permutation.length(0), x, xo, y, yo);
  }

  /** What is at indices from … to − 1 along the first axis of the output, counted on from sample to sample. */
  void forward(Permutation permutation, int from, int to, double[] x, int xo, double[] y, int yo) {
    int first = permutation.length(0);
    int each = permutation.size() / first;
    for (int e = from * each; e < to * each; e++) {
      int source = e / each / first * permutation.size() + e / each % first * permutation.step(0);
      int rest = e % each;
      for (int axis = permutation.rank() - 1; axis > 0; axis--) {
        source += rest % permutation.length(axis) * permutation.step(axis);
        rest /= permutation.length(axis);
      }
      y[yo + e] = x[xo + source];
    }
  }
}
