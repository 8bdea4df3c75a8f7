package org.isobit.gpu.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.FloatDeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.kernels.Backend;
import org.isobit.kernels.random.PhiloxReference;
import org.junit.jupiter.api.Test;

/** Draws against their reference: odd and even first indices, lengths, keys; and a known answer. */
class PhiloxCudaTest extends CudaTest {

  private static final PhiloxReference REFERENCE = PhiloxReference.of(Backend.REFERENCE);
  private static final long[][] CASES = {{0, 0, 0, 1}, {1, 2, 3, 1}, {1, 2, 3, 2}, {-5, 7, 10, 255}, {42, -1, 1001,
      256}, {123456789012L, 1L << 40, (1L << 35) + 1, 1000}, {9, 9, -3, 7}};

  @Test
  void drawsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (long[] c : CASES) {
        compare(c[0], c[1], c[2], (int) c[3]);
      }
    });
  }

  private void compare(long seed, long number, long first, int n) {
    PhiloxCuda philox = new PhiloxCuda(stream);
    double[] expected = new double[n];
    double[] actual = new double[n];
    float[] expectedFloat = new float[n];
    float[] actualFloat = new float[n];
    int[] expectedWords = new int[n];
    int[] actualWords = new int[n];
    String label = seed + " " + number + " " + first + " " + n;
    try (DeviceArray d = device.doubles(n + 1); FloatDeviceArray f = device.floats(n + 1);
        IntDeviceArray w = device.ints(n + 1)) {
      philox.words(seed, number, first, n, w, 1);
      w.copyTo(1, actualWords, 0, n, stream);
      REFERENCE.words(seed, number, first, n, expectedWords, 0);
      assertArrayEquals(expectedWords, actualWords, label);
      philox.uniform(seed, number, first, n, d, 1);
      d.copyTo(1, actual, 0, n, stream);
      REFERENCE.uniform(seed, number, first, n, expected, 0);
      assertBits(expected, actual, "uniform " + label);
      philox.gaussian(seed, number, first, n, d, 1);
      d.copyTo(1, actual, 0, n, stream);
      REFERENCE.gaussian(seed, number, first, n, expected, 0);
      assertBits(expected, actual, "gaussian " + label);
      philox.uniform(seed, number, first, n, f, 0);
      f.copyTo(0, actualFloat, 0, n, stream);
      REFERENCE.uniform(seed, number, first, n, expectedFloat, 0);
      assertBits(expectedFloat, actualFloat, "float uniform " + label);
      philox.gaussian(seed, number, first, n, f, 0);
      f.copyTo(0, actualFloat, 0, n, stream);
      REFERENCE.gaussian(seed, number, first, n, expectedFloat, 0);
      assertBits(expectedFloat, actualFloat, "float gaussian " + label);
    }
  }

  @Test
  void theKnownAnswerOfRandom123ComesOut() {
    int[] words = new int[4];
    try (IntDeviceArray w = device.ints(4)) {
      new PhiloxCuda(stream).words(0, 0, 0, 4, w, 0);
      w.copyTo(words, stream);
    }
    assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, words);
  }

  @Test
  void nothingIsDrawnForNone() {
    PhiloxCuda philox = new PhiloxCuda(stream);
    try (DeviceArray d = device.doubles(3)) {
      d.clear(stream);
      philox.gaussian(1, 1, 1, 0, d, 3);
      double[] x = new double[3];
      d.copyTo(x, stream);
      assertEquals(0.0, x[2]);
      assertThrows(IllegalArgumentException.class, () -> philox.uniform(1, 1, 1, 4, d, 0));
    }
  }
}
