// Master of FloatElementaryCudaTest: the float version is generated from this file.
package org.isobit.gpu.elementary;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ElementaryReference;
import org.isobit.kernels.elementary.LogNdtrReference; // float:
import org.junit.jupiter.api.Test;

/** Elementary functions against their references: plain numbers, all exponents, any bits, special values. */
class ElementaryCudaTest extends CudaTest {

  private static final ElementaryReference ELEMENTARY = ElementaryReference.of(Backend.REFERENCE);
  private static final LogNdtrReference LOG_NDTR = LogNdtrReference.of(Backend.REFERENCE); // float:
  private static final int N = 3000;

  @Test
  void functionsGiveTheBitsOfTheReference() {
    Numbers numbers = new Numbers(7);
    double[] x = numbers.specialDoubles(4 * N);
    double[] any = numbers.bitDoubles(N);
    for (int i = 0; i < N; i++) {
      x[N + i] *= 40.0;
      x[2 * N + i] *= 800.0; // float: x[2 * N + i] *= 110.0f;
      x[3 * N + i] = any[i];
    }
    inEveryOrder(() -> {
      for (ElementaryFunction function : ElementaryFunction.values()) {
        if (has(function)) {
          compare(function, x);
        }
      }
    });
  }

  private void compare(ElementaryFunction function, double[] x) {
    double[] expected = reference(function, x);
    double[] actual = new double[x.length];
    ElementaryCuda elementary = new ElementaryCuda(stream);
    try (DeviceArray dx = device.doubles(x.length); DeviceArray dy = device.doubles(x.length)) {
      dx.copyFrom(x, stream);
      elementary.apply(function, x.length, dx, 0, dy, 0);
      elementary.apply(function, 10, dx, 0, dx, 0);
      dy.copyTo(actual, stream);
      assertBits(expected, actual, function.kernel());
      dx.copyTo(0, actual, 0, 10, stream);
      assertBits(expected, actual, function.kernel() + " in place");
    }
  }

  private static boolean has(ElementaryFunction function) {
    return true; // float: return function.inFloat();
  }

  private static double[] reference(ElementaryFunction function, double[] x) {
    int n = x.length;
    double[] y = new double[n];
    switch (function) {
      case EXP -> ELEMENTARY.exp(n, x, 0, y, 0);
      case EXPM1 -> ELEMENTARY.expm1(n, x, 0, y, 0);
      case LOG -> ELEMENTARY.log(n, x, 0, y, 0);
      case LOG1P -> ELEMENTARY.log1p(n, x, 0, y, 0);
      case TANH -> ELEMENTARY.tanh(n, x, 0, y, 0);
      case SIGMOID -> ELEMENTARY.sigmoid(n, x, 0, y, 0);
      case SOFTPLUS -> ELEMENTARY.softplus(n, x, 0, y, 0);
      case ERF -> ELEMENTARY.erf(n, x, 0, y, 0);
      case SIN -> ELEMENTARY.sin(n, x, 0, y, 0);
      case COS -> ELEMENTARY.cos(n, x, 0, y, 0);
      case SINPI -> ELEMENTARY.sinpi(n, x, 0, y, 0);
      case COSPI -> ELEMENTARY.cospi(n, x, 0, y, 0);
      case CBRT -> ELEMENTARY.cbrt(n, x, 0, y, 0);
      case LOG_NDTR -> LOG_NDTR.logNdtr(n, x, 0, y, 0); // float: case LOG_NDTR -> throw new AssertionError();
      case LOG_NDTR_DERIVATIVE -> LOG_NDTR.logNdtrDerivative(n, x, 0, y, 0); // float: case LOG_NDTR_DERIVATIVE -> throw new AssertionError();
    }
    return y;
  }

  @Test
  void overlapIsRefused() {
    ElementaryCuda elementary = new ElementaryCuda(stream);
    try (DeviceArray x = device.doubles(10)) {
      assertThrows(IllegalArgumentException.class, () -> elementary.apply(ElementaryFunction.EXP, 5, x, 0, x, 2));
      assertThrows(IllegalArgumentException.class, () -> elementary.apply(ElementaryFunction.EXP, 5, x, 6, x, 0));
    }
  }
}
