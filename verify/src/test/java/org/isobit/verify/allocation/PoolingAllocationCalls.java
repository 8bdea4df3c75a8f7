// Master of FloatPoolingAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.Map;
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

/** One call of each kernel of pooling, resizes and rearrangements, as in {@link AllocationCalls}. */
final class PoolingAllocationCalls {

  private static final int BATCH = 2;

  /** Read where they lie, copied in halves, copied because narrow, strided by three, whole channels. */
  private static final PoolingShape[] SHAPES = {
      PoolingShape.of(3, 6, 40, 3, 3).withStride(1, 1).withPadding(1, 1, 1, 1), PoolingShape.of(3, 6, 70, 2, 2),
      PoolingShape.of(3, 6, 7, 2, 2).withStride(1, 1), PoolingShape.of(3, 6, 60, 3, 3).withDilation(1, 2),
      PoolingShape.global(17, 5, 5)};

  private static final ResizeShape[] RESIZES = {
      new ResizeShape(3, 6, 9, 12, 18, Interpolation.BILINEAR, Coordinates.HALF_PIXEL),
      new ResizeShape(3, 6, 9, 4, 18, Interpolation.NEAREST, Coordinates.ASYMMETRIC)};

  private static final Permutation[] PERMUTATIONS = {Permutation.pixelShuffle(3, 6, 9, 2),
      Permutation.patches(3, 4, 5, 2, 9), Permutation.of(new int[] {20, 30}, new int[] {1, 0})};

  private PoolingAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    int n = 10_000;
    double[] x = new Inputs(1).doubles(n);
    double[] y = new double[n];
    double[] index = new double[n];
    Workers one = Workers.serial();
    return Map.of("maxPooling.double", () -> {
      for (PoolingShape shape : SHAPES) {
        Pooling.maximum(shape, BATCH, x, 0, y, 0, index, 0, one);
        Pooling.maximum(shape, BATCH, x, 0, y, 0, null, 0, one);
      }
    }, "maxPoolingGradient.double", () -> {
      for (PoolingShape shape : SHAPES) {
        Pooling.maximumGradient(shape, BATCH, index, 0, x, 0, y, 0, one);
      }
    }, "maxPoolingTangent.double", () -> {
      for (PoolingShape shape : SHAPES) {
        Pooling.maximumTangent(shape, BATCH, index, 0, x, 0, y, 0, one);
      }
    }, "averagePooling.double", () -> {
      for (PoolingShape shape : SHAPES) {
        Pooling.average(shape, BATCH, x, 0, y, 0, one);
      }
    }, "averagePoolingGradient.double", () -> {
      for (PoolingShape shape : SHAPES) {
        Pooling.averageGradient(shape, BATCH, x, 0, y, 0, one);
      }
    }, "resize.double", () -> {
      for (ResizeShape shape : RESIZES) {
        Resize.forward(shape, BATCH, x, 0, y, 0, one);
      }
    }, "resizeGradient.double", () -> {
      for (ResizeShape shape : RESIZES) {
        Resize.backward(shape, BATCH, x, 0, y, 0, one);
      }
    }, "rearrange.double", () -> {
      for (Permutation permutation : PERMUTATIONS) {
        Rearrange.forward(permutation, BATCH, x, 0, y, 0, one);
      }
    });
  }
}
