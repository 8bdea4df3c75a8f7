// Master of FloatSignedZerosTest: the float version is generated from this file.
package org.isobit.verify.fourier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.FourierReference;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.junit.jupiter.api.Test;

/**
 * Members of zeros of both signs, where an addition too many, or a difference for a sum, shows: conformance has such
 * numbers among NaNs, and in long members one NaN makes all results NaN.
 */
class SignedZerosTest {

  private static final int[] LENGTHS = {1, 2, 3, 4, 5, 6, 8, 9, 15, 16, 24, 25, 27, 30, 32, 60, 64, 72, 75, 80, 81, 90,
      96, 100, 120, 125, 128, 135, 144, 150, 160, 192, 225, 243, 256, 270, 320, 375, 512};
  private static final int[] MEMBERS = {1, 3, 8, 9};

  private final FourierReference reference = FourierReference.of(Backend.REFERENCE);
  private final FourierReference simd = FourierReference.of(Backend.SIMD);
  private final Random random = new Random(5);
  private int negativeZeros;

  @Test
  void keepTheirSigns() {
    for (int n : LENGTHS) {
      for (int members : MEMBERS) {
        for (int inverse = 0; inverse < 2; inverse++) {
          complex(n, members, inverse == 1);
          real(n, members, inverse == 1);
        }
      }
    }
    assertTrue(negativeZeros > 1000, negativeZeros + " negative zeros");
  }

  /** Every third member holds a number beside its zeros, and every third one zeros of one sign. */
  private double[] members(int members, int ld) {
    double[] x = new double[members * ld];
    for (int m = 0; m < members; m++) {
      for (int j = 0; j < ld; j++) {
        x[m * ld + j] = m % 3 == 0 || random.nextBoolean() ? -0.0 : 0.0;
      }
      if (m % 3 == 1) {
        x[m * ld + random.nextInt(ld)] = -1.0;
      }
    }
    return x;
  }

  private void complex(int n, int members, boolean inverse) {
    FourierPlan plan = FourierPlan.of(n);
    double[] x = members(members, 2 * n);
    double[] expected = new double[x.length];
    double[] actual = new double[x.length];
    reference.members(plan, inverse, members, x, 0, 2 * n, expected, 0, 2 * n, Workers.serial());
    simd.members(plan, inverse, members, x, 0, 2 * n, actual, 0, 2 * n, Workers.serial());
    compare(expected, actual, "complex, n = " + n + ", members = " + members + ", inverse = " + inverse);
  }

  private void real(int n, int members, boolean inverse) {
    RealFourierPlan plan = RealFourierPlan.of(n);
    int ld = n + 2;
    double[] x = members(members, ld);
    double[] expected = new double[x.length];
    double[] actual = new double[x.length];
    reference.realMembers(plan, inverse, members, x, 0, ld, expected, 0, ld, Workers.serial());
    simd.realMembers(plan, inverse, members, x, 0, ld, actual, 0, ld, Workers.serial());
    compare(expected, actual, "real, n = " + n + ", members = " + members + ", inverse = " + inverse);
    reference.interleaved(plan, inverse, 0, members, x, 0, expected, 0);
    simd.interleaved(plan, inverse, 0, members, x, 0, actual, 0);
    compare(expected, actual, "interleaved, n = " + n + ", lanes = " + members + ", inverse = " + inverse);
  }

  /** By their bits. */
  private void compare(double[] expected, double[] actual, String what) {
    assertArrayEquals(expected, actual, what);
    for (double y : expected) {
      negativeZeros += y == 0.0 && 1.0 / y < 0.0 ? 1 : 0;
    }
  }
}
