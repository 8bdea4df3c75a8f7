package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.gpu.reduce.ReduceCuda;
import org.isobit.kernels.reduce.Reduce;
import org.junit.jupiter.api.Test;

/** The example of gpu/README.md; what stands between the marks is that document's text. */
class CudaExampleTest extends CudaTest {

  @Test
  void sumsOnTheDevice() {
    int n = 10_000;
    double[] values = new Numbers(11).doubles(n);
    double[] result = new double[1];

    // snippet:start
    try (Device device = Device.open(); Stream stream = device.stream();
        DeviceArray x = device.doubles(n); DeviceArray sum = device.doubles(1);
        ReduceCuda reduce = new ReduceCuda(stream)) {
      reduce.sum(n, x.copyFrom(values, stream), 0, sum, 0);
      sum.copyTo(result, stream);
    }
    // snippet:end

    assertEquals(Double.doubleToLongBits(Reduce.sum(n, values, 0)), Double.doubleToLongBits(result[0]));
  }
}
