// Master of FloatDenseStackReference: the float version is generated from this file.
package org.isobit.kernels.neural;

/** Scalar {@link DenseStack}: defines the bits. Thread-safe. */
public final class DenseStackReference {

  private DenseStackReference() {}

  /**
   * {@link DenseStack#forward}.
   *
   * @param stack the layers
   * @param batch rows of X and Y
   * @param x     array of X
   * @param xo    index of its first element
   * @param ldx   its leading dimension
   * @param y     array of Y
   * @param yo    index of its first element
   * @param ldy   its leading dimension
   */
  public static void forward(DenseStack stack, int batch, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    int last = stack.depth() - 1;
    int widest = stack.widest();
    double[] buffer = NeuralScratch.mine().samples(2 * widest);
    for (int i = 0; i < batch; i++) {
      double[] from = x;
      int fo = xo + i * ldx;
      for (int l = 0; l < last; l++) {
        int to = l % 2 * widest;
        DenseReference.forward(stack.layer(l), 1, from, fo, widest, buffer, to, widest);
        from = buffer;
        fo = to;
      }
      DenseReference.forward(stack.layer(last), 1, from, fo, widest, y, yo + i * ldy, ldy);
    }
  }
}
