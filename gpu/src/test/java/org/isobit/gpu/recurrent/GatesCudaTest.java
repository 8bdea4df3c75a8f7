// Master of FloatGatesCudaTest: the float version is generated from this file.
package org.isobit.gpu.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.gpu.neural.GatesCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.neural.GatesReference;
import org.isobit.kernels.recurrent.GruGatesReference;
import org.isobit.kernels.recurrent.LstmGatesReference;
import org.junit.jupiter.api.Test;

/** Gates of recurrent cells, and gated products, against their references. */
class GatesCudaTest extends CudaTest {

  private static final LstmGatesReference LSTM = LstmGatesReference.of(Backend.REFERENCE);
  private static final GruGatesReference GRU = GruGatesReference.of(Backend.REFERENCE);
  private static final GatesReference GATES = GatesReference.of(Backend.REFERENCE);

  private static double[] wide(Numbers numbers, int n, boolean special) {
    double[] x = special ? numbers.specialDoubles(n) : numbers.doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] *= 5.0;
    }
    return x;
  }

  /** Copies a device's array to one of the host, which has what the reference has made. */
  private void compare(double[] expected, DeviceArray memory, String label) {
    double[] actual = new double[expected.length];
    memory.copyTo(actual, stream);
    assertBits(expected, actual, label);
  }

  private void cells(int rows, int n, boolean special) {
    Numbers numbers = new Numbers(rows * 1000L + n);
    int ldz = 4 * n + 1;
    int lds = n + 2;
    double[] gates = wide(numbers, 1 + rows * ldz, special);
    double[] second = gates.clone();
    double[] state = wide(numbers, 2 + rows * lds, special);
    double[] next = numbers.doubles(3 + rows * lds);
    double[] h = numbers.doubles(1 + rows * lds);
    double[] of = numbers.doubles(2 + rows * lds);
    try (DeviceArray dz = device.doubles(gates.length).copyFrom(gates, stream);
        DeviceArray du = device.doubles(gates.length).copyFrom(second, stream);
        DeviceArray dc = device.doubles(state.length).copyFrom(state, stream);
        DeviceArray dn = device.doubles(next.length).copyFrom(next, stream);
        DeviceArray dh = device.doubles(h.length).copyFrom(h, stream);
        DeviceArray dg = device.doubles(of.length).copyFrom(of, stream)) {
      new LstmGatesCuda(stream).forward(rows, n, dz, 1, ldz, dc, 2, lds, dn, 3, lds, dh, 1, lds);
      new GruGatesCuda(stream).forward(rows, n, du, 1, ldz, dc, 2, lds, dg, 2, lds);
      LSTM.forward(rows, n, gates, 1, ldz, state, 2, lds, next, 3, lds, h, 1, lds);
      GRU.forward(rows, n, second, 1, ldz, state, 2, lds, of, 2, lds);
      compare(gates, dz, "i, f, g, o");
      compare(next, dn, "C'");
      compare(h, dh, "H' of an LSTM cell");
      compare(second, du, "r, z, n, u");
      compare(of, dg, "H' of a GRU cell");
      compare(state, dc, "the state before");
    }
  }

  private void products(Gate kind, int rows, int n, boolean special) {
    Numbers numbers = new Numbers(rows * 1000L + n + kind.ordinal());
    int ldx = 2 * n + 3;
    int ldy = n + 1;
    double[] x = wide(numbers, 1 + rows * ldx, special);
    double[] y = numbers.doubles(2 + rows * ldy);
    try (DeviceArray dx = device.doubles(x.length).copyFrom(x, stream);
        DeviceArray dy = device.doubles(y.length).copyFrom(y, stream)) {
      new GatesCuda(stream).forward(kind, rows, n, dx, 1, ldx, dy, 2, ldy);
      GATES.forward(kind, rows, n, x, 1, ldx, y, 2, ldy);
      compare(y, dy, kind + " " + n);
    }
  }

  @Test
  void theyGiveTheBitsOfTheReferences() {
    inEveryOrder(() -> {
      for (int n : new int[] {0, 1, 33, 130}) {
        cells(n % 4, n, n % 2 == 0);
        cells(3, n, n % 2 == 1);
        for (Gate kind : Gate.values()) {
          products(kind, n % 3, n, false);
          products(kind, 2, n, true);
        }
      }
    });
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    LstmGatesCuda lstm = new LstmGatesCuda(stream);
    GruGatesCuda gru = new GruGatesCuda(stream);
    GatesCuda gates = new GatesCuda(stream);
    double[] before = new Numbers(1).doubles(64);
    double[] after = new double[64];
    try (DeviceArray x = device.doubles(64).copyFrom(before, stream)) {
      assertTrue(refusal(() -> lstm.forward(-1, 2, x, 0, 8, x, 16, 2, x, 20, 2, x, 24, 2)).contains("-1"));
      assertTrue(refusal(() -> gru.forward(2, -2, x, 0, 8, x, 16, 2, x, 20, 2)).contains("-8"));
      assertEquals("lstm: C' is null", refusal(() -> lstm.forward(2, 2, x, 0, 8, x, 16, 2, null, 20, 2, x, 24, 2)));
      assertEquals("gru: H is null", refusal(() -> gru.forward(2, 2, x, 0, 8, null, 16, 2, x, 20, 2)));
      assertEquals("gate: kind is null", refusal(() -> gates.forward(null, 2, 2, x, 0, 4, x, 16, 2)));
      assertEquals("gate: Y is null", refusal(() -> gates.forward(Gate.GLU, 2, 2, x, 0, 4, null, 16, 2)));
      assertTrue(refusal(() -> lstm.forward(2, 2, x, 0, 7, x, 16, 2, x, 20, 2, x, 24, 2)).contains("gates"));
      assertTrue(refusal(() -> lstm.forward(2, 2, x, 0, 8, x, 16, 2, x, 20, 2, x, 62, 2)).contains("H'"));
      assertTrue(refusal(() -> gru.forward(2, 2, x, 0, 8, x, 62, 2, x, 20, 2)).contains("H"));
      assertTrue(refusal(() -> gates.forward(Gate.SWIGLU, 2, 2, x, 0, 3, x, 16, 2)).contains("X"));
      Runnable[] calls = {() -> lstm.forward(2, 2, x, 0, 8, x, 15, 2, x, 20, 2, x, 24, 2),
          () -> lstm.forward(2, 2, x, 0, 8, x, 16, 2, x, 15, 2, x, 24, 2),
          () -> lstm.forward(2, 2, x, 0, 8, x, 16, 2, x, 20, 2, x, 15, 2),
          () -> lstm.forward(2, 2, x, 0, 8, x, 16, 2, x, 19, 2, x, 24, 2),
          () -> lstm.forward(2, 2, x, 0, 8, x, 16, 2, x, 20, 2, x, 23, 2),
          () -> lstm.forward(2, 2, x, 0, 8, x, 16, 2, x, 20, 2, x, 16, 2),
          () -> gru.forward(2, 2, x, 0, 8, x, 15, 2, x, 20, 2), () -> gru.forward(2, 2, x, 0, 8, x, 16, 2, x, 15, 2),
          () -> gru.forward(2, 2, x, 0, 8, x, 16, 2, x, 16, 2),
          () -> gates.forward(Gate.GLU, 2, 2, x, 0, 4, x, 7, 2)};
      for (Runnable call : calls) {
        String message = refusal(call);
        assertTrue(message.contains("overlaps"), message);
        x.copyTo(after, stream);
        assertBits(before, after, message);
      }
    }
  }
}
