// Master of FloatImageCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.pooling.PoolingCuda;
import org.isobit.gpu.pooling.RearrangeCuda;
import org.isobit.gpu.pooling.ResizeCuda;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.Pooling;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.kernels.pooling.Rearrange;
import org.isobit.kernels.pooling.Resize;
import org.isobit.kernels.pooling.ResizeShape;

/** Maxima and averages of windows, resizes and permutations of a batch of images. */
final class ImageCase extends DeviceCase {

  private static final String GROUP = "images";
  private static final String TYPE = "double";

  private final String kernel;
  private final PoolingShape pairs;
  private final PoolingShape around;
  private final ResizeShape twice;
  private final Permutation turned;
  private final int batch;
  private final int outputs;
  private PoolingCuda pooling;
  private ResizeCuda resize;
  private RearrangeCuda rearrange;
  private DeviceArray x;
  private DeviceArray y;
  private double[] out;

  private ImageCase(DeviceWork work, String kernel, Sizes sizes, int each) {
    super(work);
    this.kernel = kernel;
    int n = sizes.channels();
    int side = sizes.side();
    pairs = pairs(sizes);
    around = around(sizes);
    twice = ResizeShape.enlarged(n, side, side, 2, 2, Interpolation.BILINEAR, Coordinates.HALF_PIXEL);
    turned = Permutation.of(new int[] {n, side * side}, new int[] {1, 0});
    batch = sizes.images();
    outputs = batch * each;
  }

  private static PoolingShape pairs(Sizes sizes) {
    return PoolingShape.of(sizes.channels(), sizes.side(), sizes.side(), 2, 2);
  }

  private static PoolingShape around(Sizes sizes) {
    return PoolingShape.of(sizes.channels(), sizes.side(), sizes.side(), 3, 3).withStride(1, 1).withPadding(1, 1, 1, 1);
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    long in = pairs(sizes).inputs();
    return List.of(one(sizes, "maxPooling", in / 4, in / 4, 4, in), one(sizes, "averagePooling", in, in, 9, in),
        one(sizes, "resize", 4 * in, 4 * in, in), one(sizes, "rearrange", in, in));
  }

  /** A case whose sizes, by the catalogue, are those of one image times the images, but for a window. */
  private static DeviceCase one(Sizes sizes, String kernel, long each, long... of) {
    long[] all = of.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] *= of.length == 3 && i == 1 ? 1 : sizes.images();
    }
    return new ImageCase(DeviceWork.of(GROUP, kernel, TYPE, Limit.MEMORY, kernel, all), kernel, sizes, (int) each);
  }

  private int inputs() {
    return batch * pairs.inputs();
  }

  @Override
  void prepare() {
    pooling = new PoolingCuda(stream());
    resize = new ResizeCuda(stream());
    rearrange = new RearrangeCuda(stream());
    x = own(device().doubles(inputs()));
    y = own(device().doubles(outputs));
    out = host().doubleRoom(outputs);
  }

  @Override
  void upload() {
    x.copyFrom(host().doubles(inputs()), 0, 0, inputs(), stream());
  }

  @Override
  void run() {
    switch (kernel) {
      case "maxPooling" -> pooling.maximum(pairs, batch, x, 0, y, 0, null, 0);
      case "averagePooling" -> pooling.average(around, batch, x, 0, y, 0);
      case "resize" -> resize.forward(twice, batch, x, 0, y, 0);
      default -> rearrange.forward(turned, batch, x, 0, y, 0);
    }
  }

  @Override
  void download() {
    y.copyTo(0, out, 0, outputs, stream());
  }

  @Override
  long compare() {
    double[] from = host().doubles(inputs());
    double[] expected = new double[outputs];
    switch (kernel) {
      case "maxPooling" -> Pooling.maximum(pairs, batch, from, 0, expected, 0, null, 0, Workers.shared());
      case "averagePooling" -> Pooling.average(around, batch, from, 0, expected, 0, Workers.shared());
      case "resize" -> Resize.forward(twice, batch, from, 0, expected, 0, Workers.shared());
      default -> Rearrange.forward(turned, batch, from, 0, expected, 0, Workers.shared());
    }
    return Bits.same(expected, 0, out, 0, outputs);
  }
}
