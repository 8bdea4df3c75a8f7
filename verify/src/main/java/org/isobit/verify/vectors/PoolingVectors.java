// Master of FloatPoolingVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.Pooling;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.kernels.pooling.Rearrange;
import org.isobit.kernels.pooling.Resize;
import org.isobit.kernels.pooling.ResizeShape;
import org.isobit.verify.Inputs;

/** Pooling, resizes, rearrangements: borders, ties, NaNs, every coordinate, an infinity beside a share of 0. */
public final class PoolingVectors implements KernelVectors {

  private static final int BATCH = 2;

  /** Made by the service loader. */
  public PoolingVectors() {}

  private static VectorText start(VectorText out, String kernel, PoolingShape s, int batch) {
    return out.kernel(kernel).in("batch", batch).in("channels", s.channels()).in("ny", s.ny()).in("nx", s.nx())
        .in("kernelY", s.kernelY()).in("kernelX", s.kernelX()).in("strideY", s.strideY()).in("strideX", s.strideX())
        .in("dilationY", s.dilationY()).in("dilationX", s.dilationX()).in("padTop", s.padTop())
        .in("padBottom", s.padBottom()).in("padLeft", s.padLeft()).in("padRight", s.padRight()).in("ceil", s.ceil())
        .in("countPadding", s.countPadding());
  }

  @Override
  public void write(VectorText out) {
    pooling(out, PoolingShape.of(2, 4, 5, 2, 2));
    pooling(out, PoolingShape.of(2, 5, 6, 3, 3).withStride(2, 1).withPadding(1, 0, 1, 1));
    pooling(out, PoolingShape.of(1, 6, 7, 3, 3).withStride(2, 3).withPadding(1, 1, 0, 1).withCeil(true));
    pooling(out, PoolingShape.of(1, 6, 7, 2, 3).withStride(1, 1).withDilation(3, 2).withPadding(1, 1, 2, 2)
        .withCountPadding(false));
    pooling(out, PoolingShape.line(3, 8, 3).withStride(1, 2).withPadding(0, 0, 1, 0).withCeil(true));
    pooling(out, PoolingShape.global(3, 3, 7));
    ties(out);
    for (Interpolation kind : Interpolation.values()) {
      for (Coordinates coordinates : Coordinates.values()) {
        resize(out, new ResizeShape(2, 2, 3, 4, 7, kind, coordinates), 131);
        resize(out, new ResizeShape(1, 5, 9, 3, 4, kind, coordinates), 132);
      }
    }
    resize(out, new ResizeShape(1, 3, 4, 1, 1, Interpolation.BILINEAR, Coordinates.ALIGN_CORNERS), 133);
    infinity(out);
    rearrange(out, Permutation.pixelShuffle(2, 2, 3, 2));
    rearrange(out, Permutation.pixelShuffle(2, 2, 3, 2).inverse());
    rearrange(out, Permutation.patches(2, 2, 2, 2, 3));
    rearrange(out, Permutation.patches(2, 2, 2, 2, 3).inverse());
    rearrange(out, Permutation.of(new int[] {3, 4, 2}, new int[] {2, 0, 1}));
  }

  private static void pooling(VectorText out, PoolingShape shape) {
    Inputs inputs = new Inputs(130);
    double[] x = inputs.doubles(BATCH * shape.inputs());
    double[] dy = inputs.doubles(BATCH * shape.outputs());
    maxima(out, shape, BATCH, x, dy);
    double[] y = new double[dy.length];
    Pooling.average(shape, BATCH, x, 0, y, 0, Workers.serial());
    start(out, "averagePooling.double", shape, BATCH).in("x", x).out("y", y);
    double[] dx = new double[x.length];
    Pooling.averageGradient(shape, BATCH, dy, 0, dx, 0, Workers.serial());
    start(out, "averagePoolingGradient.double", shape, BATCH).in("dy", dy).out("dx", dx);
  }

  private static void maxima(VectorText out, PoolingShape shape, int batch, double[] x, double[] dy) {
    double[] y = new double[dy.length];
    double[] index = new double[dy.length];
    double[] dx = new double[x.length];
    Pooling.maximum(shape, batch, x, 0, y, 0, index, 0, Workers.serial());
    start(out, "maxPooling.double", shape, batch).in("x", x).out("y", y).out("index", index);
    Pooling.maximumGradient(shape, batch, index, 0, dy, 0, dx, 0, Workers.serial());
    start(out, "maxPoolingGradient.double", shape, batch).in("index", index).in("dy", dy).out("dx", dx);
    Pooling.maximumTangent(shape, batch, index, 0, x, 0, y, 0, Workers.serial());
    start(out, "maxPoolingTangent.double", shape, batch).in("index", index).in("dx", x).out("dy", y);
  }

  /** Equal cells, zeros of both signs, several NaNs, infinities alone. */
  private static void ties(VectorText out) {
    PoolingShape shape = PoolingShape.line(1, 15, 3);
    double low = Double.NEGATIVE_INFINITY;
    maxima(out, shape, 1, new double[] {1.0, 2.0, 2.0, -0.0, 0.0, -1.0, 0.0, -0.0, 0.0, 1.0, Double.NaN, Double.NaN,
        low, low, low}, new double[] {1.0, 2.0, 3.0, 4.0, 5.0});
  }

  private static VectorText start(VectorText out, String kernel, ResizeShape s, int batch) {
    return out.kernel(kernel).in("batch", batch).in("channels", s.channels()).in("ny", s.ny()).in("nx", s.nx())
        .in("outNy", s.outNy()).in("outNx", s.outNx()).in("interpolation", s.interpolation().name())
        .in("coordinates", s.coordinates().name());
  }

  private static void resize(VectorText out, ResizeShape shape, int seed) {
    Inputs inputs = new Inputs(seed);
    double[] x = inputs.doubles(BATCH * shape.inputs());
    double[] y = new double[BATCH * shape.outputs()];
    Resize.forward(shape, BATCH, x, 0, y, 0, Workers.serial());
    start(out, "resize.double", shape, BATCH).in("x", x).out("y", y);
    double[] dy = inputs.doubles(BATCH * shape.outputs());
    double[] dx = new double[BATCH * shape.inputs()];
    Resize.backward(shape, BATCH, dy, 0, dx, 0, Workers.serial());
    start(out, "resizeGradient.double", shape, BATCH).in("dy", dy).out("dx", dx);
  }

  /** Where the share is 0, infinities beside a cell are not read, and −0 stays. */
  private static void infinity(VectorText out) {
    ResizeShape shape = new ResizeShape(1, 1, 4, 1, 7, Interpolation.BILINEAR, Coordinates.ALIGN_CORNERS);
    double[] x = {-0.0, Double.POSITIVE_INFINITY, -0.0, 1.0};
    double[] y = new double[shape.outputs()];
    Resize.forward(shape, 1, x, 0, y, 0, Workers.serial());
    start(out, "resize.double", shape, 1).in("x", x).out("y", y);
    double[] dy = {-0.0, Double.POSITIVE_INFINITY, 1.0, -0.0, -0.0, 2.0, Double.NEGATIVE_INFINITY};
    double[] dx = new double[shape.inputs()];
    Resize.backward(shape, 1, dy, 0, dx, 0, Workers.serial());
    start(out, "resizeGradient.double", shape, 1).in("dy", dy).out("dx", dx);
  }

  private static void rearrange(VectorText out, Permutation permutation) {
    double[] x = new Inputs(134).doubles(BATCH * permutation.size());
    double[] y = new double[x.length];
    Rearrange.forward(permutation, BATCH, x, 0, y, 0, Workers.serial());
    out.kernel("rearrange.double").in("batch", BATCH).in("sizes", permutation.sizes())
        .in("axes", permutation.axes()).in("x", x).out("y", y);
  }
}
