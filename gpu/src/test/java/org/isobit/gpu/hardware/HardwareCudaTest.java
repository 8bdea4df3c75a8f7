// Master of FloatHardwareCudaTest: the float version is generated from this file.
package org.isobit.gpu.hardware;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.junit.jupiter.api.Test;

/** The kernels of the ceilings compute what they say. */
class HardwareCudaTest extends CudaTest {

  @Test
  void chainsAndTriadsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      HardwareCuda hardware = new HardwareCuda(stream);
      hardware.nothing();
      for (int n : new int[] {1, 3, 4, 7, 300}) {
        Numbers numbers = new Numbers(n);
        double[] b = numbers.specialDoubles(n);
        double[] c = numbers.doubles(n);
        double[] sums = new double[n];
        double[] triads = new double[n];
        for (int i = 0; i < n; i++) {
          sums[i] = HardwareReference.chains(i, 37, 0.75);
          triads[i] = HardwareReference.triad(1.5, b[i], c[i]);
        }
        double[] actual = new double[n];
        try (DeviceArray x = device.doubles(n); DeviceArray y = device.doubles(n); DeviceArray z = device.doubles(n)) {
          hardware.chains(n, 37, 0.75, z);
          z.copyTo(actual, stream);
          assertBits(sums, actual, n + " chains");
          hardware.triad(n, 1.5, x.copyFrom(b, stream), y.copyFrom(c, stream), z);
          z.copyTo(actual, stream);
          assertBits(triads, actual, n + " triads");
        }
      }
    });
  }

  @Test
  void badSizesAreNamed() {
    HardwareCuda hardware = new HardwareCuda(stream);
    try (DeviceArray x = device.doubles(4); DeviceArray y = device.doubles(4)) {
      assertThrows(IllegalArgumentException.class, () -> hardware.chains(5, 1, 0.5, x));
      assertThrows(IllegalArgumentException.class, () -> hardware.chains(4, -1, 0.5, x));
      assertThrows(IllegalArgumentException.class, () -> hardware.triad(4, 0.5, x, y, y));
      assertThrows(IllegalArgumentException.class, () -> hardware.triad(5, 0.5, x, y, y));
    }
  }
}
