// Master of FloatPoolingCudaTest: the float version is generated from this file.
package org.isobit.gpu.pooling;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.PoolingReference;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.kernels.pooling.RearrangeReference;
import org.isobit.kernels.pooling.ResizeReference;
import org.isobit.kernels.pooling.ResizeShape;
import org.junit.jupiter.api.Test;

/** Maxima, averages, resizes and permutations against their references. */
class PoolingCudaTest extends CudaTest {

  private static final PoolingReference POOLING = PoolingReference.of(Backend.REFERENCE);
  private static final ResizeReference RESIZE = ResizeReference.of(Backend.REFERENCE);
  private static final RearrangeReference REARRANGE = RearrangeReference.of(Backend.REFERENCE);

  /** Windows side by side and over each other, dilated, padded, larger than the image, over its end; many channels. */
  private static final List<PoolingShape> WINDOWS = List.of(PoolingShape.of(2, 4, 21, 2, 2),
      PoolingShape.line(3, 19, 3).withStride(1, 1).withPadding(0, 0, 1, 1),
      PoolingShape.of(3, 11, 25, 3, 4).withStride(2, 5).withDilation(2, 3).withPadding(2, 1, 1, 3).withCeil(true),
      PoolingShape.of(1, 10, 13, 3, 3).withStride(1, 1).withPadding(1, 1, 1, 1).withCountPadding(false),
      new PoolingShape(9, 5, 6, 9, 10, 1, 1, 1, 1, 2, 2, 2, 2, false, false),
      PoolingShape.of(2, 3, 4, 1, 2).withStride(1 << 20, 1 << 20).withDilation(1 << 20, 2),
      PoolingShape.global(70, 3, 5), PoolingShape.of(70, 2, 150, 1, 1));

  private static double[] numbers(Numbers numbers, int kind, int n) {
    if (kind % 3 == 1) {
      return numbers.specialDoubles(n);
    }
    double[] x = numbers.doubles(n);
    for (int i = 0; i < n && kind % 3 == 2; i++) {
      x[i] = (int) (4.0 * x[i]);
    }
    return x;
  }

  @Test
  void windowsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      PoolingCuda pooling = new PoolingCuda(stream);
      int n = 0;
      for (PoolingShape shape : WINDOWS) {
        for (int batch : new int[] {0, 1, 3}) {
          windows(pooling, shape, batch, n++);
        }
      }
    });
  }

  private void windows(PoolingCuda pooling, PoolingShape shape, int batch, int kind) {
    Numbers numbers = new Numbers(kind);
    int planes = batch * shape.channels();
    double[] x = numbers(numbers, kind, 1 + batch * shape.inputs());
    double[] y = numbers.doubles(2 + batch * shape.outputs());
    double[] index = numbers.doubles(3 + batch * shape.outputs());
    double[] alone = y.clone();
    double[] average = y.clone();
    double[] actual = new double[y.length];
    double[] actualIndex = new double[index.length];
    try (DeviceArray dx = device.doubles(x.length).copyFrom(x, stream);
        DeviceArray dy = device.doubles(y.length).copyFrom(y, stream);
        DeviceArray di = device.doubles(index.length).copyFrom(index, stream)) {
      pooling.maximum(shape, batch, dx, 1, dy, 1, di, 2);
      dy.copyTo(actual, stream);
      di.copyTo(actualIndex, stream);
      POOLING.maximum(shape, 0, planes, x, 1, y, 1, index, 2);
      assertBits(y, actual, "maximum " + shape);
      assertBits(index, actualIndex, "index " + shape);
      dy.copyFrom(alone, stream);
      pooling.maximum(shape, batch, dx, 1, dy, 1, null, 0);
      dy.copyTo(actual, stream);
      assertBits(y, actual, "maximum alone " + shape);
      pooling.average(shape, batch, dx, 1, dy.copyFrom(average, stream), 2);
      dy.copyTo(actual, stream);
      POOLING.average(shape, 0, planes, x, 1, average, 2);
      assertBits(average, actual, "average " + shape);
    }
  }

  @Test
  void resizesGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      ResizeCuda resize = new ResizeCuda(stream);
      int n = 0;
      for (Interpolation kind : Interpolation.values()) {
        for (Coordinates coordinates : Coordinates.values()) {
          for (int[] s : new int[][] {{2, 3, 4, 5, 9}, {1, 7, 5, 1, 1}, {3, 1, 33, 1, 50}, {70, 12, 11, 5, 4},
              {2, 1, 1, 3, 2}, {1, 9, 7, 9, 7}}) {
            resize(resize, new ResizeShape(s[0], s[1], s[2], s[3], s[4], kind, coordinates), n % 4, n++);
          }
        }
      }
    });
  }

  private void resize(ResizeCuda resize, ResizeShape shape, int batch, int kind) {
    Numbers numbers = new Numbers(kind);
    double[] x = numbers(numbers, kind, 1 + batch * shape.inputs());
    double[] y = numbers.doubles(3 + batch * shape.outputs());
    double[] actual = new double[y.length];
    try (DeviceArray dx = device.doubles(x.length).copyFrom(x, stream);
        DeviceArray dy = device.doubles(y.length).copyFrom(y, stream)) {
      resize.forward(shape, batch, dx, 1, dy, 2);
      dy.copyTo(actual, stream);
    }
    RESIZE.forward(shape, 0, batch * shape.channels(), x, 1, y, 2);
    assertBits(y, actual, batch + " of " + shape);
  }

  @Test
  void permutationsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      RearrangeCuda rearrange = new RearrangeCuda(stream);
      int n = 0;
      for (Permutation p : List.of(Permutation.pixelShuffle(2, 3, 5, 2), Permutation.patches(2, 3, 4, 2, 3),
          Permutation.of(new int[] {67, 41}, new int[] {1, 0}), Permutation.of(new int[] {1}, new int[] {0}),
          Permutation.of(new int[] {3, 4, 5}, new int[] {0, 1, 2}),
          Permutation.of(new int[] {3, 9, 2, 35}, new int[] {3, 0, 2, 1}),
          Permutation.of(new int[] {40, 3, 33, 2}, new int[] {2, 3, 1, 0}),
          Permutation.of(new int[] {2, 3, 2, 1, 3, 2, 2, 3}, new int[] {7, 6, 5, 4, 3, 2, 1, 0}),
          Permutation.of(new int[] {9, 2, 2, 2, 2, 2, 2, 10}, new int[] {7, 6, 5, 4, 3, 2, 1, 0}))) {
        permute(rearrange, p, n++ % 4);
        permute(rearrange, p.inverse(), n % 4);
      }
    });
  }

  private void permute(RearrangeCuda rearrange, Permutation permutation, int batch) {
    Numbers numbers = new Numbers(batch);
    double[] x = numbers.specialDoubles(1 + batch * permutation.size());
    double[] y = numbers.doubles(3 + batch * permutation.size());
    double[] actual = new double[y.length];
    try (DeviceArray dx = device.doubles(x.length).copyFrom(x, stream);
        DeviceArray dy = device.doubles(y.length).copyFrom(y, stream)) {
      rearrange.forward(permutation, batch, dx, 1, dy, 2);
      dy.copyTo(actual, stream);
    }
    REARRANGE.whole(permutation, batch, x, 1, y, 2);
    assertBits(y, actual, batch + " of " + permutation);
  }

  @Test
  void argumentsAreNamed() {
    PoolingCuda pooling = new PoolingCuda(stream);
    ResizeCuda resize = new ResizeCuda(stream);
    RearrangeCuda rearrange = new RearrangeCuda(stream);
    PoolingShape shape = PoolingShape.of(2, 4, 6, 2, 2);
    ResizeShape half = new ResizeShape(2, 4, 6, 2, 3, Interpolation.BILINEAR, Coordinates.HALF_PIXEL);
    Permutation turned = Permutation.of(new int[] {6, 8}, new int[] {1, 0});
    double[] before = new Numbers(9).doubles(200);
    double[] after = new double[200];
    try (DeviceArray x = device.doubles(200).copyFrom(before, stream)) {
      refused("max pooling: shape is null", () -> pooling.maximum(null, 1, x, 0, x, 100, null, 0));
      refused("max pooling: X is null", () -> pooling.maximum(shape, 1, null, 0, x, 100, null, 0));
      refused("max pooling: Y is null", () -> pooling.maximum(shape, 1, x, 0, null, 100, null, 0));
      refused("max pooling: batch must not be negative, but is -2",
          () -> pooling.maximum(shape, -2, x, 0, x, 100, null, 0));
      refused("max pooling (X)", () -> pooling.maximum(shape, 1, x, 153, x, 100, null, 0));
      refused("max pooling (Y)", () -> pooling.maximum(shape, 1, x, 0, x, 189, null, 0));
      refused("max pooling (index)", () -> pooling.maximum(shape, 1, x, 0, x, 100, x, 189));
      refused("Y at offset 47 overlaps X", () -> pooling.maximum(shape, 1, x, 0, x, 47, null, 0));
      refused("index at offset 47 overlaps X", () -> pooling.maximum(shape, 1, x, 0, x, 100, x, 47));
      refused("index at offset 111 overlaps Y", () -> pooling.maximum(shape, 1, x, 0, x, 100, x, 111));
      refused("average pooling: shape is null", () -> pooling.average(null, 1, x, 0, x, 100));
      refused("average pooling (X)", () -> pooling.average(shape, Integer.MAX_VALUE, x, 0, x, 100));
      refused("average pooling: Y at offset 0 overlaps X", () -> pooling.average(shape, 1, x, 0, x, 0));
      refused("resize: shape is null", () -> resize.forward(null, 1, x, 0, x, 100));
      refused("resize: X is null", () -> resize.forward(half, 1, null, 0, x, 100));
      refused("resize: Y is null", () -> resize.forward(half, 1, x, 0, null, 100));
      refused("resize: batch must not be negative, but is -1", () -> resize.forward(half, -1, x, 0, x, 100));
      refused("resize (X)", () -> resize.forward(half, 5, x, 0, x, 100));
      refused("resize (Y)", () -> resize.forward(half, 1, x, 0, x, 189));
      refused("resize: Y at offset 40 overlaps X", () -> resize.forward(half, 1, x, 0, x, 40));
      refused("rearrange: permutation is null", () -> rearrange.forward(null, 1, x, 0, x, 100));
      refused("rearrange: X is null", () -> rearrange.forward(turned, 1, null, 0, x, 100));
      refused("rearrange: Y is null", () -> rearrange.forward(turned, 1, x, 0, null, 100));
      refused("rearrange: batch must not be negative, but is -1", () -> rearrange.forward(turned, -1, x, 0, x, 100));
      refused("rearrange (X)", () -> rearrange.forward(turned, 1, x, -1, x, 100));
      refused("rearrange (Y)", () -> rearrange.forward(turned, 1, x, 0, x, 153));
      refused("rearrange: Y at offset 0 overlaps X", () -> rearrange.forward(turned, 1, x, 0, x, 0));
      x.copyTo(after, stream);
      // Side by side they are fine.
      pooling.maximum(shape, 1, x, 0, x, 48, x, 60);
      rearrange.forward(turned, 1, x, 0, x, 48);
      resize.forward(half, 1, x, 0, x, 48);
    }
    assertBits(before, after, "nothing is written");
  }

  private static void refused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
