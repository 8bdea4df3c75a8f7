package org.isobit.verify.pooling;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.kernels.pooling.ResizeShape;
import org.isobit.verify.Cases;

/** Shapes for suites: lines and images around the widths of vectors, strided, dilated, padded, of every kind. */
final class PoolingCases {

  /** Twice the widest vector of floats and a little more. */
  private static final int WIDEST = 35;

  private PoolingCases() {}

  static List<PoolingShape> pooling(Cases cases) {
    List<PoolingShape> all = new ArrayList<>();
    all.add(PoolingShape.of(2, 4, 21, 2, 2));
    all.add(PoolingShape.line(3, 19, 3).withStride(1, 1).withPadding(0, 0, 1, 1));
    all.add(PoolingShape.global(9, 3, 5));
    if (cases == Cases.SHORT) {
      return all;
    }
    for (int nx = 1; nx <= WIDEST; nx++) {
      all.add(PoolingShape.of(2, 3, nx, 2, 1).withStride(1, 1 + nx % 3));
      all.add(PoolingShape.of(2, 3, 2 * nx, 3, 2));
      all.add(PoolingShape.of(1, 4, nx + 2, 3, 3).withPadding(1, 1, 1, 1).withStride(1 + nx % 2, 1).withCountPadding(
          nx % 2 == 0));
      all.add(PoolingShape.line(2, nx + 2, 3).withStride(1, 2).withPadding(0, 0, nx % 2, 1).withCeil(nx % 4 < 2));
      all.add(PoolingShape.global(1 + nx % 11, 2, nx));
    }
    PoolingShape wide = PoolingShape.of(3, 11, 70, 3, 4);
    for (int stride = 1; stride <= 5; stride++) {
      all.add(wide.withStride(stride, stride));
      all.add(wide.withStride(stride, 6 - stride).withPadding(1, 0, 2, 1).withCeil(true).withCountPadding(false));
      all.add(wide.withStride(2, stride).withDilation(2, 3).withPadding(2, 1, 1, 3).withCountPadding(stride % 2 == 0));
      all.add(wide.withStride(1, stride).withDilation(3, 7).withCeil(true).withPadding(1, 1, 2, 2));
    }
    all.add(PoolingShape.of(2, 40, 40, 9, 11).withStride(1, 1).withPadding(4, 4, 5, 5));
    // Windows that are as large as the padded image, and larger than the image.
    all.add(new PoolingShape(9, 5, 6, 9, 10, 1, 1, 1, 1, 2, 2, 2, 2, false, false));
    all.add(PoolingShape.global(5, 9, 600));
    return all;
  }

  static List<ResizeShape> resize(Cases cases) {
    List<ResizeShape> all = new ArrayList<>();
    for (Interpolation kind : Interpolation.values()) {
      for (Coordinates coordinates : Coordinates.values()) {
        all.add(new ResizeShape(2, 3, 4, 5, 9, kind, coordinates));
        if (cases == Cases.FULL) {
          for (int nx = 1; nx <= WIDEST; nx++) {
            all.add(new ResizeShape(2, 1 + nx % 4, nx, 1 + nx % 7, WIDEST - nx + 1, kind, coordinates));
            all.add(ResizeShape.enlarged(1, 2, nx, 2, 1 + nx % 3, kind, coordinates));
          }
          all.add(new ResizeShape(2, 33, 70, 47, 131, kind, coordinates));
          all.add(new ResizeShape(2, 33, 70, 12, 29, kind, coordinates));
          all.add(new ResizeShape(1, 9, 70, 9, 70, kind, coordinates));
          all.add(new ResizeShape(1, 7, 5, 1, 1, kind, coordinates));
        }
      }
    }
    return all;
  }

  static List<Permutation> permutations(Cases cases) {
    List<Permutation> all = new ArrayList<>();
    pair(all, Permutation.pixelShuffle(2, 3, 5, 2));
    pair(all, Permutation.patches(2, 3, 4, 2, 3));
    if (cases == Cases.SHORT) {
      return all;
    }
    for (int n = 1; n <= WIDEST; n++) {
      pair(all, Permutation.of(new int[] {n, WIDEST - n + 1}, new int[] {1, 0}));
      pair(all, Permutation.of(new int[] {3, n, 2, 9}, new int[] {n % 3, 3, (n + 1) % 3, (n + 2) % 3}));
      pair(all, Permutation.pixelShuffle(1 + n % 3, 2, n, 1 + n % 5));
      pair(all, Permutation.patches(2, 2, 3, n, 1 + n % 4));
    }
    pair(all, Permutation.of(new int[] {1}, new int[] {0}));
    pair(all, Permutation.of(new int[] {3, 4, 5}, new int[] {0, 1, 2}));
    pair(all, Permutation.of(new int[] {2, 3, 2, 1, 3, 2, 2, 3}, new int[] {7, 6, 5, 4, 3, 2, 1, 0}));
    pair(all, Permutation.of(new int[] {67, 130}, new int[] {1, 0}));
    return all;
  }

  private static void pair(List<Permutation> all, Permutation permutation) {
    all.add(permutation);
    all.add(permutation.inverse());
  }
}
