// Master of FloatReduceCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.reduce.ReduceCuda;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.Reduce;

/** Reductions of long vectors to one number. */
final class ReduceCase extends DeviceCase {

  private static final int APART = 64;

  private final String kernel;
  private final int n;
  private ReduceCuda reduce;
  private DeviceArray x;
  private DeviceArray y;
  private DeviceArray result;
  private final double[] out = new double[1];

  private ReduceCase(String kernel, int n) {
    super(DeviceWork.of("reductions", kernel, "double", Limit.MEMORY, kernel, n));
    this.kernel = kernel;
    this.n = n;
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    List<DeviceCase> cases = new ArrayList<>();
    for (String kernel : List.of("sum", "dot", "norm2", "maxAbs")) {
      cases.add(new ReduceCase(kernel, sizes.vector()));
    }
    return cases;
  }

  @Override
  void prepare() {
    reduce = own(new ReduceCuda(stream()));
    x = own(device().doubles(n));
    result = own(device().doubles(1));
    if (kernel.equals("dot")) {
      y = own(device().doubles(n));
    }
  }

  @Override
  void upload() {
    x.copyFrom(host().doubles(n + APART), 0, 0, n, stream());
    if (y != null) {
      y.copyFrom(host().doubles(n + APART), APART, 0, n, stream());
    }
  }

  @Override
  void run() {
    switch (kernel) {
      case "sum" -> reduce.sum(n, x, 0, result, 0);
      case "dot" -> reduce.dot(n, x, 0, y, 0, result, 0);
      case "norm2" -> reduce.norm2(n, x, 0, result, 0);
      default -> reduce.maxAbs(n, x, 0, result, 0);
    }
  }

  @Override
  void download() {
    result.copyTo(out, stream());
  }

  @Override
  long compare() {
    double[] h = host().doubles(n + APART);
    double expected = switch (kernel) {
      case "sum" -> Reduce.sum(n, h, 0, Workers.shared());
      case "dot" -> Reduce.dot(n, h, 0, h, APART, Workers.shared());
      case "norm2" -> Reduce.norm2(n, h, 0, Workers.shared());
      default -> Reduce.maxAbs(n, h, 0, Workers.shared());
    };
    return Bits.same(new double[] {expected}, 0, out, 0, 1);
  }
}
