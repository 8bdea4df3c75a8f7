// Master of FloatNetworkCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.neural.DenseCuda;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseLayer;

/** Forward passes of chains of dense layers of one width, weights and activations staying on the device. */
final class NetworkCase extends DeviceCase {

  private static final String TYPE = "double";
  private static final int LAYERS = 4;

  /** Samples at the beginning that are compared: bits do not depend on the others. */
  private static final int CHECKED = 256;

  private final DenseLayer layer;
  private final int samples;
  private DenseCuda dense;
  private DeviceArray weights;
  private DeviceArray x;
  private DeviceArray y;
  private DeviceArray z;
  private double[] theta;
  private double[] out;

  private NetworkCase(DeviceWork work, DenseLayer layer, int samples) {
    super(work);
    this.layer = layer;
    this.samples = samples;
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    List<DeviceCase> cases = new ArrayList<>();
    int width = sizes.width();
    int samples = sizes.samples();
    for (Activation activation : List.of(Activation.RELU, Activation.GELU)) {
      DenseLayer layer = DenseLayer.of(width, width, activation);
      double flops = 2.0 * samples * width * width * LAYERS;
      double bytes = (double) Double.BYTES * LAYERS * ((double) width * width + width + 2.0 * samples * width);
      cases.add(new NetworkCase(new DeviceWork("forward passes", LAYERS + " dense layers, "
          + activation.name().toLowerCase(java.util.Locale.ROOT), samples + " samples of width " + width, TYPE,
          "dense.double", Limit.ARITHMETIC, flops, bytes, 0), layer, samples));
    }
    return cases;
  }

  private int width() {
    return layer.inputs();
  }

  @Override
  void prepare() {
    int length = samples * width();
    dense = new DenseCuda(stream());
    weights = own(device().doubles(layer.weights() + width()));
    x = own(device().doubles(length));
    y = own(device().doubles(length));
    z = own(device().doubles(length));
    out = host().doubleRoom(length);
    theta = new double[layer.weights() + width()];
    double scale = 1.0 / Math.sqrt(width());
    double[] numbers = host().doubles(theta.length);
    for (int i = 0; i < theta.length; i++) {
      theta[i] = numbers[i] * scale;
    }
    weights.copyFrom(theta, stream());
  }

  @Override
  void upload() {
    x.copyFrom(host().doubles(samples * width()), 0, 0, samples * width(), stream());
  }

  @Override
  void run() {
    DeviceArray from = x;
    for (int l = 0; l < LAYERS; l++) {
      DeviceArray to = l % 2 == 0 ? y : z;
      dense.forward(layer, samples, from, 0, width(), weights, 0, weights, layer.weights(), to, 0, width());
      from = to;
    }
  }

  @Override
  void download() {
    (LAYERS % 2 == 1 ? y : z).copyTo(0, out, 0, samples * width(), stream());
  }

  @Override
  long compare() {
    int rows = Math.min(samples, CHECKED);
    double[] from = java.util.Arrays.copyOf(host().doubles(samples * width()), rows * width());
    for (int l = 0; l < LAYERS; l++) {
      double[] to = new double[from.length];
      Dense.forward(layer, rows, from, 0, width(), theta, 0, theta, layer.weights(), to, 0, width());
      from = to;
    }
    return Bits.same(from, 0, out, 0, from.length);
  }
}
