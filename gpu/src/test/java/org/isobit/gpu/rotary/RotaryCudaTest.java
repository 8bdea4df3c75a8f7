// Master of FloatRotaryCudaTest: the float version is generated from this file.
package org.isobit.gpu.rotary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryReference;
import org.isobit.kernels.rotary.RotaryTable;
import org.junit.jupiter.api.Test;

/** Rotary positions against their reference, and their arguments. */
class RotaryCudaTest extends CudaTest {

  private static final RotaryReference REFERENCE = RotaryReference.of(Backend.REFERENCE);
  private static final double[] PLACES = {0.0, 1.0, 2.5, -3.0, 1000.0}; // float: unchanged

  private static RotaryTable table(RotaryPairing pairing, int pairs) {
    return RotaryTable.of(pairing, PLACES, RotaryTable.frequencies(pairs, 10000.0));
  }

  private void turn(RotaryPairing pairing, int pairs, int rest, int rows, int heads, boolean special) {
    RotaryTable table = table(pairing, pairs);
    int size = 2 * pairs + rest;
    int ldx = heads * size + 1;
    int ldy = heads * size + 2;
    Numbers numbers = new Numbers(pairs * 100L + rows);
    double[] x = special ? numbers.specialDoubles(1 + rows * ldx) : numbers.doubles(1 + rows * ldx);
    double[] y = numbers.doubles(2 + rows * ldy);
    double[] actual = new double[y.length];
    double[] back = new double[x.length];
    RotaryCuda rotary = new RotaryCuda(stream);
    try (DeviceArray dx = device.doubles(x.length).copyFrom(x, stream);
        DeviceArray dy = device.doubles(y.length).copyFrom(y, stream);
        RotaryTableCuda angles = new RotaryTableCuda(stream, table)) {
      rotary.forward(angles, 1, 4, rows, heads, size, dx, 1, ldx, dy, 2, ldy);
      rotary.inverse(angles, 0, 3, rows, heads, size, dx, 1, ldx, dx, 1, ldx);
      dy.copyTo(actual, stream);
      dx.copyTo(back, stream);
    }
    REFERENCE.turn(table, 1.0, 0, rows, heads, size, 1, 4, x, 1, ldx, y, 2, ldy);
    REFERENCE.turn(table, -1.0, 0, rows, heads, size, 0, 3, x, 1, ldx, x, 1, ldx);
    assertBits(y, actual, pairing + " " + pairs);
    assertBits(x, back, pairing + " back " + pairs);
  }

  @Test
  void itGivesTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (RotaryPairing pairing : RotaryPairing.values()) {
        turn(pairing, 1, 0, 1, 1, false);
        turn(pairing, 19, 3, 7, 2, true);
        turn(pairing, 32, 0, 9, 5, false);
        turn(pairing, 3, 1, 0, 2, false);
      }
    });
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    RotaryCuda rotary = new RotaryCuda(stream);
    assertEquals("rotary table: table is null", refusal(() -> new RotaryTableCuda(stream, null)));
    double[] before = new Numbers(1).doubles(64);
    double[] after = new double[64];
    try (DeviceArray x = device.doubles(64).copyFrom(before, stream);
        RotaryTableCuda t = new RotaryTableCuda(stream, table(RotaryPairing.HALVES, 2))) {
      assertEquals("rotary: table is null", refusal(() -> rotary.forward(null, 0, 1, 1, 1, 4, x, 0, 4, x, 32, 4)));
      assertEquals("rotary: first must be from 0 to 4, but is 5",
          refusal(() -> rotary.forward(t, 5, 1, 1, 1, 4, x, 0, 4, x, 32, 4)));
      assertEquals("rotary: tokens must be positive, but is 0",
          refusal(() -> rotary.forward(t, 0, 0, 1, 1, 4, x, 0, 4, x, 32, 4)));
      assertEquals("rotary: tokens must be at most 3 from position 2 on, but is 4",
          refusal(() -> rotary.forward(t, 2, 4, 1, 1, 4, x, 0, 4, x, 32, 4)));
      assertEquals("rotary: rows must not be negative, but is -1",
          refusal(() -> rotary.inverse(t, 0, 1, -1, 1, 4, x, 0, 4, x, 32, 4)));
      assertEquals("rotary: heads must be positive, but is 0",
          refusal(() -> rotary.forward(t, 0, 1, 1, 0, 4, x, 0, 4, x, 32, 4)));
      assertTrue(refusal(() -> rotary.forward(t, 0, 1, 1, 1, 3, x, 0, 4, x, 32, 4))
          .contains("size must be at least 4"));
      assertTrue(refusal(() -> rotary.forward(t, 0, 1, 1, 1 << 20, 1 << 20, x, 0, 4, x, 32, 4))
          .contains("fit in a row with all heads"));
      assertEquals("rotary: X is null", refusal(() -> rotary.forward(t, 0, 1, 1, 1, 4, null, 0, 4, x, 32, 4)));
      assertTrue(refusal(() -> rotary.forward(t, 0, 1, 1, 1, 4, x, 61, 4, x, 32, 4)).contains("X"));
      assertTrue(refusal(() -> rotary.forward(t, 0, 1, 1, 1, 4, x, 0, 4, x, 61, 4)).contains("Y"));
      for (Runnable call : new Runnable[] {() -> rotary.forward(t, 0, 1, 2, 1, 4, x, 0, 4, x, 1, 4),
          () -> rotary.inverse(t, 0, 1, 2, 1, 4, x, 0, 4, x, 0, 5)}) {
        String message = refusal(call);
        assertTrue(message.contains("overlaps"), message);
        x.copyTo(after, stream);
        assertBits(before, after, message);
      }
    }
  }
}
