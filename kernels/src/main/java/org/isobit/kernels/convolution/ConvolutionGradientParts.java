// Master of FloatConvolutionGradientParts: the float version is generated from this file.
package org.isobit.kernels.convolution;

import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.GemmGrid;

/**
 * Gradients of convolutions by several threads: a part is some channels of dW, some filters of db, or some samples of
 * dX. One object a thread, used again for its next call, so that nothing is allocated.
 */
final class ConvolutionGradientParts implements Workers.Task {

  private static final ThreadLocal<ConvolutionGradientParts> MINE = new ThreadLocal<>();

  private enum Step { WEIGHTS, BIAS, INPUTS, TRANSPOSED }

  /** Filters of which db goes together. */
  private static final int GROUP = 8;

  /** How many multiply-adds of a product take as long as one sum of a chain. */
  private static final int CHAIN = 8;

  private Step step;
  private ConvolutionShape shape;
  private int batch;
  private int parts;
  private double[] x;
  private int xo;
  private double[] z;
  private int zo;
  private double[] w;
  private int wo;
  private double[] bias;
  private int bo;
  private boolean accumulate;

  private ConvolutionGradientParts() {}

  private static ConvolutionGradientParts of(Step step, ConvolutionShape shape, int batch, int parts) {
    ConvolutionGradientParts mine = MINE.get();
    if (mine == null) {
      mine = new ConvolutionGradientParts();
      MINE.set(mine);
    }
    mine.step = step;
    mine.shape = shape;
    mine.batch = batch;
    mine.parts = parts;
    return mine;
  }

  private static int parts(ConvolutionShape shape, int batch, int most, Workers workers) {
    double work = (double) batch * shape.outputs() * shape.terms();
    return Math.min(most, GemmGrid.parts(work, workers.available()));
  }

  private void run(double[] image, int io, double[] outputs, int oo, double[] weights, int weightsOffset,
      Workers workers) {
    x = image;
    xo = io;
    z = outputs;
    zo = oo;
    w = weights;
    wo = weightsOffset;
    try {
      workers.run(parts, this);
    } finally {
      // Holds on to nobody's arrays.
      shape = null;
      x = null;
      z = null;
      w = null;
      bias = null;
    }
  }

  /** {@link ConvolutionGradients#weights}. */
  static void weights(ConvolutionShape shape, int batch, double[] x, int xo, double[] dz, int dzo, double[] dw, int dwo,
      boolean accumulate, Workers workers) {
    int count = parts(shape, batch, shape.channels(), workers);
    if (count <= 1) {
      ConvolutionGradients.KERNELS.weights(shape, batch, x, xo, dz, dzo, dw, dwo, accumulate);
      return;
    }
    ConvolutionGradientParts mine = of(Step.WEIGHTS, shape, batch, count);
    mine.accumulate = accumulate;
    mine.run(x, xo, dz, dzo, dw, dwo, workers);
  }

  /** {@link ConvolutionGradients#bias}: filters by eights, of which each cell is read and added once. */
  static void bias(ConvolutionShape shape, int batch, double[] dz, int dzo, double[] db, int dbo, boolean accumulate,
      Workers workers) {
    int groups = (shape.filters() + GROUP - 1) / GROUP;
    int count = Math.min(groups, GemmGrid.parts((double) CHAIN * batch * shape.outputs(), workers.available()));
    if (count <= 1) {
      ConvolutionGradients.KERNELS.bias(shape, batch, dz, dzo, db, dbo, accumulate);
      return;
    }
    ConvolutionGradientParts mine = of(Step.BIAS, shape, batch, count);
    mine.accumulate = accumulate;
    mine.run(null, 0, dz, dzo, db, dbo, workers);
  }

  /** {@link ConvolutionGradients#inputs}. */
  static void inputs(ConvolutionShape shape, int batch, double[] dz, int dzo, double[] w, int wo, double[] dx, int dxo,
      Workers workers) {
    samples(Step.INPUTS, shape, batch, dz, dzo, w, wo, null, 0, dx, dxo, workers);
  }

  /** {@link ConvolutionGradients#transposed}. */
  static void transposed(ConvolutionShape shape, int batch, double[] z, int zo, double[] w, int wo, double[] bias,
      int bo, double[] x, int xo, Workers workers) {
    samples(Step.TRANSPOSED, shape, batch, z, zo, w, wo, bias, bo, x, xo, workers);
  }

  private static void samples(Step step, ConvolutionShape shape, int batch, double[] z, int zo, double[] w, int wo,
      double[] bias, int bo, double[] x, int xo, Workers workers) {
    int count = Math.max(1, parts(shape, batch, batch, workers));
    ConvolutionGradientParts mine = of(step, shape, batch, count);
    mine.bias = bias;
    mine.bo = bo;
    mine.run(x, xo, z, zo, w, wo, workers);
  }

  @Override
  public void run(int part, int slot) {
    int n = switch (step) {
      case WEIGHTS -> shape.channels();
      case BIAS -> (shape.filters() + GROUP - 1) / GROUP;
      default -> batch;
    };
    int from = (int) ((long) n * part / parts);
    int to = (int) ((long) n * (part + 1) / parts);
    switch (step) {
      case WEIGHTS -> ConvolutionGradients.KERNELS.weights(shape, batch, from, to, x, xo, z, zo, w, wo, accumulate);
      case BIAS -> ConvolutionGradients.KERNELS.bias(shape, batch, from * GROUP, Math.min(to * GROUP, shape.filters()),
          z, zo, w, wo, accumulate);
      case INPUTS -> ConvolutionGradients.KERNELS.inputs(shape, from, to, z, zo, w, wo, bias, bo, x, xo);
      case TRANSPOSED -> ConvolutionGradients.KERNELS.transposed(shape, from, to, z, zo, w, wo, bias, bo, x, xo);
    }
  }
}
