package org.isobit.kernels.convolution;

import org.isobit.kernels.neural.Activation;

/**
 * The gradient by the inputs of a convolution as convolutions at stride 1 of dZ, padded with zeros, with turned
 * weights: one for each remainder of padded rows and columns by the strides, whose cells see every strideY-th weight
 * or fewer. Immutable.
 */
final class ConvolutionPhases {

  private final ConvolutionShape shape;

  /** Whether the image is computed at once, without its padding. */
  private final boolean direct;

  /** Of each phase of an axis: its smallest tap, its taps, its cells. */
  private final int[][] smallest = new int[2][];
  private final int[][] taps = new int[2][];
  private final int[][] cells = new int[2][];

  private final ConvolutionShape[] phases;

  ConvolutionPhases(ConvolutionShape shape) {
    this.shape = shape;
    int haloY = shape.dilationY() * (shape.kernelY() - 1);
    int haloX = shape.dilationX() * (shape.kernelX() - 1);
    direct = shape.strideY() == 1 && shape.strideX() == 1 && shape.padding() == Padding.ZERO
        && Math.max(shape.padTop(), shape.padBottom()) <= haloY
        && Math.max(shape.padLeft(), shape.padRight()) <= haloX;
    axis(0, shape.ny() + shape.padTop() + shape.padBottom(), shape.kernelY(), shape.dilationY(), shape.strideY());
    axis(1, shape.paddedNx(), shape.kernelX(), shape.dilationX(), shape.strideX());
    phases = new ConvolutionShape[shape.strideY() * shape.strideX()];
    if (direct) {
      phases[0] = backward(shape.kernelY(), shape.kernelX(), shape.dilationY(), shape.dilationX())
          .withPadding(Padding.ZERO, haloY - shape.padTop(), haloY - shape.padBottom(), haloX - shape.padLeft(),
              haloX - shape.padRight());
      return;
    }
    for (int phase = 0; phase < phases.length; phase++) {
      int a = phase / shape.strideX();
      int b = phase % shape.strideX();
      if (taps[0][a] > 0 && taps[1][b] > 0 && cells[0][a] > 0 && cells[1][b] > 0) {
        phases[phase] = phase(a, b);
      }
    }
  }

  private void axis(int axis, int padded, int kernel, int dilation, int stride) {
    smallest[axis] = new int[stride];
    taps[axis] = new int[stride];
    cells[axis] = new int[stride];
    for (int a = 0; a < stride; a++) {
      cells[axis][a] = Math.max(0, (padded - a + stride - 1) / stride);
      for (int i = kernel - 1; i >= 0; i--) {
        if (Math.floorMod((long) a - (long) i * dilation, (long) stride) == 0) {
          smallest[axis][a] = i;
          taps[axis][a]++;
        }
      }
    }
  }

  private ConvolutionShape backward(int ky, int kx, int dilationY, int dilationX) {
    int rows = dilationY * (ky - 1);
    int columns = dilationX * (kx - 1);
    return new ConvolutionShape(shape.filters(), shape.outNy(), shape.outNx(), shape.channels(), shape.groups(), ky, kx,
        1, 1, dilationY, dilationX, rows, rows, columns, columns, Padding.ZERO, Activation.IDENTITY, 0.0);
  }

  private ConvolutionShape phase(int a, int b) {
    int dilationY = shape.dilationY() / gcd(shape.dilationY(), shape.strideY());
    int dilationX = shape.dilationX() / gcd(shape.dilationX(), shape.strideX());
    int phase = a * shape.strideX() + b;
    int top = (largestY(phase) * shape.dilationY() - a) / shape.strideY();
    int left = (largestX(phase) * shape.dilationX() - b) / shape.strideX();
    return backward(taps[0][a], taps[1][b], dilationY, dilationX).withPadding(Padding.ZERO, top,
        cells[0][a] + dilationY * (taps[0][a] - 1) - top - shape.outNy(), left,
        cells[1][b] + dilationX * (taps[1][b] - 1) - left - shape.outNx());
  }

  /** From one tap of a phase to the next. */
  private static int step(int dilation, int stride) {
    return stride / gcd(dilation, stride);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  boolean isDirect() {
    return direct;
  }

  int count() {
    return phases.length;
  }

  /** The convolution of a phase, or null if it has no cells or no weights. */
  ConvolutionShape get(int phase) {
    return phases[phase];
  }

  /** Rows of padded cells of a phase. */
  int rows(int phase) {
    return cells[0][phase / shape.strideX()];
  }

  /** Columns of padded cells of a phase. */
  int columns(int phase) {
    return cells[1][phase % shape.strideX()];
  }

  /** Rows of the filter from one of a phase to the next. */
  int stepY() {
    return step(shape.dilationY(), shape.strideY());
  }

  /** Columns of the filter from one of a phase to the next. */
  int stepX() {
    return step(shape.dilationX(), shape.strideX());
  }

  /** The last row of the filter that a phase has: the first one of its weights. */
  int largestY(int phase) {
    int a = phase / shape.strideX();
    return smallest[0][a] + (taps[0][a] - 1) * stepY();
  }

  /** The last column of the filter that a phase has. */
  int largestX(int phase) {
    int b = phase % shape.strideX();
    return smallest[1][b] + (taps[1][b] - 1) * stepX();
  }
}
