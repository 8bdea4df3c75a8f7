package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.kernels.pooling.ResizeShape;

/** What makes shapes of pooling, resizes and rearrangements legal. */
final class PoolingShapeArguments extends ArgumentTable {

  /** Beyond every size that is tried and legal. */
  private static final double LARGE = 1e6;

  PoolingShapeArguments() {
    make(PoolingShape.class, from("channels", 4), from("ny", 6, 2), from("nx", 7, 2),
        number("kernelY", 3, x -> x >= 2.0 && x <= 4.0), number("kernelX", 3, x -> x >= 2.0 && x <= 4.0),
        from("strideY", 2), from("strideX", 2), number("dilationY", 2, x -> x >= 1.0 && x <= 3.0),
        number("dilationX", 2, x -> x >= 1.0 && x <= 4.0), number("padTop", 1, x -> x >= 0.0 && x <= 4.0),
        number("padBottom", 1, x -> x >= 0.0 && x <= 5.0), number("padLeft", 1, x -> x >= 0.0 && x <= 4.0),
        number("padRight", 1, x -> x >= 0.0 && x <= 5.0), false, true);
    call(PoolingShape.class, "of", from("channels", 4), from("ny", 6, 3), from("nx", 7, 3),
        number("kernelY", 3, x -> x >= 1.0 && x <= 6.0), number("kernelX", 3, x -> x >= 1.0 && x <= 7.0));
    call(PoolingShape.class, "line", from("channels", 4), from("nx", 7, 3),
        number("kernelX", 3, x -> x >= 1.0 && x <= 7.0));
    call(PoolingShape.class, "global", from("channels", 4), from("ny", 6), from("nx", 7));
    PoolingShape shape = PoolingShape.of(4, 6, 7, 3, 3);
    on(PoolingShape.class, () -> shape, "withStride", from("strideY", 2), from("strideX", 2));
    on(PoolingShape.class, () -> shape, "withDilation", number("dilationY", 2, x -> x == 1.0 || x == 2.0),
        number("dilationX", 2, x -> x >= 1.0 && x <= 3.0));
    on(PoolingShape.class, () -> shape, "withPadding", number("padTop", 1, x -> x >= 0.0 && x <= 2.0),
        number("padBottom", 1, x -> x >= 0.0 && x <= 4.0), number("padLeft", 1, x -> x >= 0.0 && x <= 2.0),
        number("padRight", 1, x -> x >= 0.0 && x <= 3.0));
    on(PoolingShape.class, () -> shape, "withCeil", true);
    on(PoolingShape.class, () -> shape, "withCountPadding", false);
    make(ResizeShape.class, from("channels", 4), from("ny", 6), from("nx", 7), from("outNy", 5), from("outNx", 9),
        Interpolation.NEAREST, Coordinates.ASYMMETRIC);
    call(ResizeShape.class, "enlarged", from("channels", 4), from("ny", 6), from("nx", 7), from("factorY", 2),
        from("factorX", 3), Interpolation.BILINEAR, Coordinates.HALF_PIXEL);
    call(Permutation.class, "of", array("sizes", 3).holding(new int[] {2, 3, 4}),
        array("axes", 3).holding(new int[] {2, 0, 1}));
    call(Permutation.class, "pixelShuffle", from("channels", 4), from("ny", 6), from("nx", 7), from("factor", 2));
    call(Permutation.class, "patches", from("channels", 4), from("ny", 6), from("nx", 7), from("patchY", 2),
        from("patchX", 2));
  }

  private static Scalar from(String name, int value) {
    return from(name, value, 1);
  }

  private static Scalar from(String name, int value, int least) {
    return number(name, value, x -> x >= least && x < LARGE);
  }

  @Override
  Object numbers(Random random, int length) {
    return random.doubles(length, 0.25, 1.25).toArray();
  }
}
