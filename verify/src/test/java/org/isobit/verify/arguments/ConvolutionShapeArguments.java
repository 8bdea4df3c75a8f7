package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;

/** What makes a shape of convolutions legal. */
final class ConvolutionShapeArguments extends ArgumentTable {

  /** Beyond every size that is tried and legal. */
  private static final double LARGE = 1e6;

  ConvolutionShapeArguments() {
    make(ConvolutionShape.class, even("channels", 4), from("ny", 6, 3), from("nx", 7, 3), even("filters", 6),
        number("groups", 2, x -> x == 1.0 || x == 2.0), number("kernelY", 3, x -> x >= 1.0 && x <= 4.0),
        number("kernelX", 3, x -> x >= 1.0 && x <= 4.0), from("strideY", 2, 1), from("strideX", 2, 1),
        number("dilationY", 2, x -> x >= 1.0 && x <= 3.0), number("dilationX", 2, x -> x >= 1.0 && x <= 4.0),
        from("padTop", 1, 0), from("padBottom", 1, 0), from("padLeft", 1, 0), from("padRight", 1, 0), Padding.ZERO,
        Activation.LEAKY_RELU, slope());
    call(ConvolutionShape.class, "of", from("channels", 4, 1), from("ny", 6, 3), from("nx", 7, 3),
        from("filters", 6, 1), number("kernelY", 3, x -> x >= 1.0 && x <= 6.0),
        number("kernelX", 3, x -> x >= 1.0 && x <= 7.0));
    call(ConvolutionShape.class, "same", from("channels", 4, 1), from("ny", 6, 1), from("nx", 7, 1),
        from("filters", 6, 1), from("kernelY", 3, 1), from("kernelX", 3, 1), Padding.PERIODIC);
    call(ConvolutionShape.class, "line", from("channels", 4, 1), from("nx", 7, 3), from("filters", 6, 1),
        number("kernelX", 3, x -> x >= 1.0 && x <= 7.0));
    ConvolutionShape shape = ConvolutionShape.of(4, 6, 7, 6, 3, 3);
    on(ConvolutionShape.class, () -> shape, "withGroups", number("groups", 2, x -> x == 1.0 || x == 2.0));
    on(ConvolutionShape.class, () -> shape, "withStride", from("strideY", 2, 1), from("strideX", 2, 1));
    on(ConvolutionShape.class, () -> shape, "withDilation", number("dilationY", 2, x -> x == 1.0 || x == 2.0),
        number("dilationX", 2, x -> x >= 1.0 && x <= 3.0));
    on(ConvolutionShape.class, () -> shape, "withPadding", Padding.REPLICATE, from("padTop", 1, 0),
        from("padBottom", 1, 0), from("padLeft", 1, 0), from("padRight", 1, 0));
    on(ConvolutionShape.class, () -> shape, "withSamePadding", Padding.PERIODIC);
    on(ConvolutionShape.class, () -> shape, "withActivation", Activation.LEAKY_RELU, slope());
    on(ConvolutionShape.class, () -> shape, "withActivation", Activation.ELU, slope());
  }

  private static Scalar from(String name, int value, int least) {
    return number(name, value, x -> x >= least && x < LARGE);
  }

  private static Scalar even(String name, int value) {
    return number(name, value, x -> x >= 1.0 && x < LARGE && x % 2 == 0.0);
  }

  private static Scalar slope() {
    return number("slope", 0.5, x -> x >= Float.MIN_VALUE && x <= Float.MAX_VALUE);
  }

  @Override
  Object numbers(Random random, int length) {
    return random.doubles(length, 0.25, 1.25).toArray();
  }
}
