// Master of FloatConvolutionCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.convolution.ConvolutionCuda;
import org.isobit.kernels.Workers;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;

/** Convolutions of a batch of images, with bias and activation: dense, strided, depthwise, transposed. */
final class ConvolutionCase extends DeviceCase {

  private static final String TYPE = "double";

  /** Samples at the beginning that are compared: bits do not depend on the others. */
  private static final int CHECKED = 2;

  private final ConvolutionShape shape;
  private final boolean transposed;
  private final int batch;
  private ConvolutionCuda convolution;
  private DeviceArray weights;
  private DeviceArray x;
  private DeviceArray y;
  private double[] theta;
  private double[] out;

  private ConvolutionCase(String name, ConvolutionShape shape, boolean transposed, int batch, Limit limit) {
    super(work(name, shape, transposed, batch, limit));
    this.shape = shape;
    this.transposed = transposed;
    this.batch = batch;
  }

  private static DeviceWork work(String name, ConvolutionShape shape, boolean transposed, int batch, Limit limit) {
    Kernel kernel = KernelCatalog.get((transposed ? "transposedConvolution." : "convolution.") + TYPE);
    long[] sizes = {(long) batch * shape.outputs(), shape.weights() / shape.filters(), (long) batch * shape.inputs(),
        shape.weights()};
    return new DeviceWork("convolutions", name, batch + " images " + shape.channels() + "x" + shape.ny() + "x"
        + shape.nx(), TYPE, kernel.name(), limit, kernel.flops().at(sizes), kernel.bytes().at(sizes), 0);
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    int n = sizes.channels();
    int side = sizes.side();
    int batch = sizes.images();
    ConvolutionShape dense = ConvolutionShape.same(n, side, side, n, 3, 3, Padding.ZERO)
        .withActivation(Activation.RELU, 0.0);
    ConvolutionShape single = ConvolutionShape.of(n, side, side, n, 1, 1);
    ConvolutionShape pairs = ConvolutionShape.of(n, side, side, n, 2, 2).withStride(2, 2);
    return List.of(new ConvolutionCase("3x3", dense, false, batch, Limit.ARITHMETIC),
        new ConvolutionCase("3x3, stride 2", dense.withStride(2, 2), false, batch, Limit.ARITHMETIC),
        new ConvolutionCase("1x1", single, false, batch, Limit.ARITHMETIC),
        new ConvolutionCase("depthwise 3x3", dense.withGroups(n), false, batch, Limit.MEMORY),
        new ConvolutionCase("transposed 2x2, stride 2", pairs, true, batch, Limit.ARITHMETIC));
  }

  private int inputs() {
    return batch * (transposed ? shape.outputs() : shape.inputs());
  }

  private int outputs() {
    return batch * (transposed ? shape.inputs() : shape.outputs());
  }

  private int biases() {
    return transposed ? shape.channels() : shape.filters();
  }

  @Override
  void prepare() {
    convolution = new ConvolutionCuda(stream());
    theta = new double[shape.weights() + biases()];
    double scale = 1.0 / Math.sqrt(shape.weights() / shape.filters());
    double[] numbers = host().doubles(theta.length);
    for (int i = 0; i < theta.length; i++) {
      theta[i] = numbers[i] * scale;
    }
    weights = own(device().doubles(theta.length)).copyFrom(theta, stream());
    x = own(device().doubles(inputs()));
    y = own(device().doubles(outputs()));
    out = host().doubleRoom(outputs());
  }

  @Override
  void upload() {
    x.copyFrom(host().doubles(inputs()), 0, 0, inputs(), stream());
  }

  @Override
  void run() {
    if (transposed) {
      convolution.transposed(shape, batch, x, 0, weights, 0, weights, shape.weights(), y, 0);
    } else {
      convolution.forward(shape, batch, x, 0, weights, 0, weights, shape.weights(), y, 0);
    }
  }

  @Override
  void download() {
    y.copyTo(0, out, 0, outputs(), stream());
  }

  @Override
  long compare() {
    int samples = Math.min(batch, CHECKED);
    double[] from = host().doubles(inputs());
    double[] expected = new double[outputs() / batch * samples];
    if (transposed) {
      ConvolutionGradients.transposed(shape, samples, from, 0, theta, 0, theta, shape.weights(), expected, 0,
          Workers.shared());
    } else {
      Convolution.forward(shape, samples, from, 0, theta, 0, theta, shape.weights(), expected, 0, Workers.shared());
    }
    return Bits.same(expected, 0, out, 0, expected.length);
  }
}
