// Master of FloatPoolingParts: the float version is generated from this file.
package org.isobit.kernels.pooling;

import org.isobit.kernels.Workers;

/**
 * Kernels of this package by several threads: a part is some of the channels of all samples, or some of the rows of a
 * permutation. One object a thread, used again for its next call, so that nothing is allocated.
 */
final class PoolingParts implements Workers.Task {

  /** Elements read and written from which on a second thread pays: some 20 µs of work. */
  private static final int LEAST = 1 << 15;

  /** Parts for each thread: enough to even out, few enough to cost nothing. */
  private static final int SHARE = 4;

  private static final ThreadLocal<PoolingParts> MINE = new ThreadLocal<>();

  /** What is done. */
  enum Step {
    MAXIMUM, MAXIMUM_GRADIENT, MAXIMUM_TANGENT, AVERAGE, AVERAGE_GRADIENT, RESIZE, RESIZE_GRADIENT, REARRANGE
  }

  private Step step;
  private PoolingShape pooling;
  private ResizeShape resize;
  private Permutation permutation;
  private double[] x;
  private int xo;
  private double[] y;
  private int yo;
  private double[] index;
  private int io;
  private int count;
  private int parts;

  private PoolingParts() {}

  /** The calling thread's. */
  static PoolingParts of(Step step) {
    PoolingParts mine = MINE.get();
    if (mine == null) {
      mine = new PoolingParts();
      MINE.set(mine);
    }
    mine.step = step;
    return mine;
  }

  PoolingParts pooling(PoolingShape shape) {
    pooling = shape;
    return this;
  }

  PoolingParts resize(ResizeShape shape) {
    resize = shape;
    return this;
  }

  PoolingParts permutation(Permutation axes) {
    permutation = axes;
    return this;
  }

  /** What is read. */
  PoolingParts from(double[] array, int offset) {
    x = array;
    xo = offset;
    return this;
  }

  /** What is written. */
  PoolingParts to(double[] array, int offset) {
    y = array;
    yo = offset;
    return this;
  }

  /** Indices of maxima, or null. */
  PoolingParts index(double[] array, int offset) {
    index = array;
    io = offset;
    return this;
  }

  /** Does it and holds on to nobody's arrays. */
  void run(int planes, long work, Workers workers) {
    count = planes;
    int threads = work < LEAST ? 1 : workers.available();
    parts = threads == 1 ? 1 : Math.clamp(planes, 1, SHARE * threads);
    try {
      if (parts == 1) {
        run(0, 0);
      } else {
        workers.run(parts, this);
      }
    } finally {
      pooling = null;
      resize = null;
      permutation = null;
      x = null;
      y = null;
      index = null;
    }
  }

  @Override
  public void run(int part, int slot) {
    int from = (int) ((long) count * part / parts);
    int to = (int) ((long) count * (part + 1) / parts);
    switch (step) {
      case MAXIMUM -> Pooling.KERNELS.maximum(pooling, from, to, x, xo, y, yo, index, io);
      case MAXIMUM_GRADIENT -> Pooling.KERNELS.maximumGradient(pooling, from, to, index, io, x, xo, y, yo);
      case MAXIMUM_TANGENT -> Pooling.KERNELS.maximumTangent(pooling, from, to, index, io, x, xo, y, yo);
      case AVERAGE -> Pooling.KERNELS.average(pooling, from, to, x, xo, y, yo);
      case AVERAGE_GRADIENT -> Pooling.KERNELS.averageGradient(pooling, from, to, x, xo, y, yo);
      case RESIZE -> Resize.KERNELS.forward(resize, from, to, x, xo, y, yo);
      case RESIZE_GRADIENT -> Resize.KERNELS.backward(resize, from, to, x, xo, y, yo);
      case REARRANGE -> Rearrange.KERNELS.forward(permutation, from, to, x, xo, y, yo);
    }
  }
}
