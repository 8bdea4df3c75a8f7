// Master of FloatDenseStackReference: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;

/** Scalar {@link DenseStack}: defines the bits. Thread-safe. */
public sealed class DenseStackReference permits DenseStackSimd {

  private static final DenseReference DENSE = DenseReference.of(Backend.REFERENCE);

  DenseStackReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static DenseStackReference of(Backend backend) {
    return backend.isSimd() ? new DenseStackSimd() : new DenseStackReference();
  }

  /**
   * {@link DenseStack#forward}.
   *
   * @param stack   the layers
   * @param batch   rows of X and Y
   * @param x       array of X
   * @param xo      index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y
   * @param yo      index of its first element
   * @param ldy     its leading dimension
   * @param workers the threads; the scalar reference does without them
   */
  public void forward(DenseStack stack, int batch, double[] x, int xo, int ldx, double[] y, int yo, int ldy,
      Workers workers) {
    int last = stack.depth() - 1;
    int widest = stack.widest();
    double[] buffer = NeuralScratch.mine().samples(2 * widest);
    for (int i = 0; i < batch; i++) {
      double[] from = x;
      int fo = xo + i * ldx;
      for (int l = 0; l < last; l++) {
        int to = l % 2 * widest;
        DENSE.forward(stack.layer(l), 1, from, fo, widest, buffer, to, widest);
        from = buffer;
        fo = to;
      }
      DENSE.forward(stack.layer(last), 1, from, fo, widest, y, yo + i * ldy, ldy);
    }
  }
}
