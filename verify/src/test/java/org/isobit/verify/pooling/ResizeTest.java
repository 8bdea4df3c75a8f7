package org.isobit.verify.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.Rearrange;
import org.isobit.kernels.pooling.Resize;
import org.isobit.kernels.pooling.ResizeShape;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resizes and rearrangements by hand, as transposes, and back again. */
class ResizeTest {

  private static double[] line(Interpolation kind, Coordinates coordinates, int outNx, double... x) {
    ResizeShape shape = new ResizeShape(1, 1, x.length, 1, outNx, kind, coordinates);
    double[] y = new double[outNx];
    Resize.forward(shape, 1, x, 0, y, 0, Workers.serial());
    return y;
  }

  /** Values of PyTorch's interpolate, modes nearest, nearest-exact and linear, and of ONNX's asymmetric. */
  @Test
  void linesByHand() {
    assertArrayEquals(new double[] {1, 1, 2, 2, 3}, line(Interpolation.NEAREST, Coordinates.ASYMMETRIC, 5, 1, 2, 3));
    assertArrayEquals(new double[] {1, 1, 2, 3, 3}, line(Interpolation.NEAREST, Coordinates.HALF_PIXEL, 5, 1, 2, 3));
    assertArrayEquals(new double[] {1, 2, 2, 3}, line(Interpolation.NEAREST, Coordinates.ALIGN_CORNERS, 4, 1, 2, 3));
    assertArrayEquals(new double[] {1, 1.25, 1.75, 2}, line(Interpolation.BILINEAR, Coordinates.HALF_PIXEL, 4, 1, 2));
    assertArrayEquals(new double[] {1, 1.5, 2, 2}, line(Interpolation.BILINEAR, Coordinates.ASYMMETRIC, 4, 1, 2));
    assertArrayEquals(new double[] {1, 1.25, 1.5, 1.75, 2},
        line(Interpolation.BILINEAR, Coordinates.ALIGN_CORNERS, 5, 1, 2));
    assertArrayEquals(new double[] {1.5, 3.5}, line(Interpolation.BILINEAR, Coordinates.HALF_PIXEL, 2, 1, 2, 3, 4));
    assertArrayEquals(new double[] {7}, line(Interpolation.BILINEAR, Coordinates.ALIGN_CORNERS, 1, 7, 8, 9));
  }

  static List<ResizeShape> shapes() {
    List<ResizeShape> all = new ArrayList<>();
    for (Interpolation kind : Interpolation.values()) {
      for (Coordinates coordinates : Coordinates.values()) {
        all.add(new ResizeShape(3, 5, 40, 12, 91, kind, coordinates));
        all.add(new ResizeShape(3, 17, 40, 5, 11, kind, coordinates));
      }
    }
    return all;
  }

  /** Resizes are linear: their gradient is their transpose, and no more is to be shown. */
  @ParameterizedTest
  @MethodSource("shapes")
  void transposes(ResizeShape shape) {
    Inputs inputs = new Inputs(6);
    double[] x = inputs.doubles(2 * shape.inputs());
    double[] dy = inputs.doubles(2 * shape.outputs());
    double[] y = new double[dy.length];
    double[] dx = new double[x.length];
    Resize.forward(shape, 2, x, 0, y, 0, Workers.shared());
    Resize.backward(shape, 2, dy, 0, dx, 0, Workers.shared());
    double forward = 0.0;
    double backward = 0.0;
    for (int i = 0; i < y.length; i++) {
      forward += y[i] * dy[i];
    }
    for (int i = 0; i < x.length; i++) {
      backward += x[i] * dx[i];
    }
    assertEquals(forward, backward, 1e-12 * y.length);
  }

  /** To the same size numbers are copied, whatever they are. */
  @Test
  void theSameSizeIsACopy() {
    for (Coordinates coordinates : Coordinates.values()) {
      ResizeShape shape = new ResizeShape(2, 5, 40, 5, 40, Interpolation.BILINEAR, coordinates);
      double[] x = new Inputs(7).specialDoubles(shape.inputs());
      double[] y = new double[x.length];
      Resize.forward(shape, 1, x, 0, y, 0, Workers.shared());
      assertArrayEquals(x, y);
    }
  }

  @Test
  void shufflesAndPatchesByHand() {
    double[] x = IntStream.range(0, 24).asDoubleStream().toArray();
    double[] y = new double[24];
    Rearrange.forward(Permutation.pixelShuffle(1, 2, 3, 2), 1, x, 0, y, 0, Workers.serial());
    assertArrayEquals(new double[] {0, 6, 1, 7, 2, 8, 12, 18, 13, 19, 14, 20, 3, 9, 4, 10, 5, 11, 15, 21, 16, 22, 17,
        23}, y);
    Rearrange.forward(Permutation.patches(2, 1, 2, 2, 3), 1, x, 0, y, 0, Workers.serial());
    assertArrayEquals(new double[] {0, 1, 2, 6, 7, 8, 12, 13, 14, 18, 19, 20, 3, 4, 5, 9, 10, 11, 15, 16, 17, 21, 22,
        23}, y);
  }

  @Test
  void inversesUndo() {
    for (Permutation permutation : List.of(Permutation.pixelShuffle(3, 4, 5, 3), Permutation.patches(3, 4, 5, 2, 7),
        Permutation.of(new int[] {3, 4, 5, 6}, new int[] {2, 3, 1, 0}))) {
      double[] x = new Inputs(8).specialDoubles(3 * permutation.size());
      double[] y = new double[x.length];
      double[] back = new double[x.length];
      Rearrange.forward(permutation, 3, x, 0, y, 0, Workers.shared());
      Rearrange.forward(permutation.inverse(), 3, y, 0, back, 0, Workers.shared());
      assertArrayEquals(x, back);
      assertEquals(permutation, permutation.inverse().inverse());
      assertEquals(false, Arrays.equals(x, y));
    }
  }

  @Test
  void axesThatAreNoOrderAreRefused() {
    assertEquals("permutation: axes must be 0 … 2 in some order, but are [0, 2, 2]",
        assertThrows(IllegalArgumentException.class,
            () -> Permutation.of(new int[] {2, 3, 4}, new int[] {0, 2, 2})).getMessage());
  }
}
