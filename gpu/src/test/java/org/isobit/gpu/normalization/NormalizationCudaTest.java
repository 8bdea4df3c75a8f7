// Master of FloatNormalizationCudaTest: the float version is generated from this file.
package org.isobit.gpu.normalization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.normalization.ChannelNormReference;
import org.isobit.kernels.normalization.ChannelVectors;
import org.isobit.kernels.normalization.RowNormReference;
import org.junit.jupiter.api.Test;

/** Norms against their references: vectors below and above a chunk, with and without what may be absent. */
class NormalizationCudaTest extends CudaTest {

  private static final RowNormReference ROWS = RowNormReference.of(Backend.REFERENCE);
  private static final ChannelNormReference CHANNELS = ChannelNormReference.of(Backend.REFERENCE);
  private static final double EPS = 0x1p-10;

  /** Where operands begin. */
  private static final int X = 1;
  private static final int GAMMA = 2;
  private static final int BETA = 3;
  private static final int Y = 4;
  private static final int STORED = 5;

  /** Operands of a case, as arrays and on the device. */
  private final class Operands implements AutoCloseable {

    final double[] x;
    final double[] gamma;
    final double[] beta;
    final double[] running;
    final double[] y;
    final double[] stored;
    private final DeviceArray[] memory = new DeviceArray[6];

    /** Parameters: 0 none, 1 γ, 2 γ and β. Special: every fourth number or so of X. */
    Operands(int size, int channels, int kept, int parameters, boolean special) {
      Numbers numbers = new Numbers(size * 7L + channels);
      x = special ? numbers.specialDoubles(X + size) : numbers.doubles(X + size);
      gamma = parameters > 0 ? numbers.doubles(GAMMA + channels) : null;
      beta = parameters > 1 ? numbers.doubles(BETA + channels) : null;
      running = numbers.doubles(2 * channels);
      for (int i = channels; i < 2 * channels; i++) {
        running[i] = Math.abs(running[i]);
      }
      y = numbers.doubles(Y + size);
      stored = kept > 0 ? numbers.doubles(STORED + kept) : null;
      double[][] arrays = {x, gamma, beta, running, y, stored};
      for (int i = 0; i < arrays.length; i++) {
        memory[i] = arrays[i] == null ? null : device.doubles(arrays[i].length).copyFrom(arrays[i], stream);
      }
    }

    DeviceArray of(double[] array) {
      return array == x ? memory[0] : array == y ? memory[4] : array == running ? memory[3] : array == null ? null
          : array == gamma ? memory[1] : array == beta ? memory[2] : memory[5];
    }

    /** Compares what the device has made with what the references have put into the arrays. */
    void compare(String label) {
      double[] actual = new double[y.length];
      of(y).copyTo(actual, stream);
      assertBits(y, actual, label);
      if (stored != null) {
        double[] kept = new double[stored.length];
        of(stored).copyTo(kept, stream);
        assertBits(stored, kept, label + " stored");
      }
    }

    @Override
    public void close() {
      for (DeviceArray one : memory) {
        if (one != null) {
          one.close();
        }
      }
    }
  }

  private void rows(boolean centred, int rows, int n, int gap, int parameters, boolean kept, boolean special) {
    int ldx = n + gap;
    int ldy = n + 2 * gap;
    try (Operands o = new Operands(rows * ldy, n, kept ? (centred ? 2 : 1) * rows : 0, parameters, special);
        LayerNormCuda layer = new LayerNormCuda(stream); RmsNormCuda rms = new RmsNormCuda(stream)) {
      if (centred) {
        layer.forward(rows, n, EPS, o.of(o.x), X, ldx, o.of(o.gamma), GAMMA, o.of(o.beta), BETA, o.of(o.y), Y, ldy,
            o.of(o.stored), STORED);
      } else {
        rms.forward(rows, n, EPS, o.of(o.x), X, ldx, o.of(o.gamma), GAMMA, o.of(o.y), Y, ldy, o.of(o.stored), STORED);
      }
      ROWS.forward(centred, rows, n, EPS, o.x, X, ldx, o.gamma, GAMMA, o.beta, BETA, o.y, Y, ldy, o.stored, STORED,
          STORED + (centred ? rows : 0));
      o.compare((centred ? "layer norm " : "RMS norm ") + rows + "x" + n + (special ? " special" : ""));
    }
  }

  @Test
  void rowsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int n : new int[] {1, 2, 31, 32, 33, 63, 64, 65, 100, 500}) {
        rows(true, 1 + n % 11, n, n % 3, 2, n % 2 == 0, false);
        rows(true, 3, n, 1, 1, true, true);
        rows(false, 1 + n % 10, n, n % 2, n % 2, n % 3 != 0, n % 4 == 0);
      }
      rows(true, 0, 5, 0, 2, true, false);
      rows(true, 9, 700, 0, 0, true, false);
      rows(false, 2, 4096, 1, 1, true, false);
      rows(true, 3, 4097, 1, 2, true, false);
      rows(false, 2, 8200, 0, 1, false, false);
      rows(true, 1, 40000, 0, 1, true, false);
      rows(false, 1, 9000, 0, 0, true, true);
    });
  }

  private void groups(int batch, int channels, int pixels, int groups, int parameters, boolean kept) {
    int size = batch * channels * pixels;
    ChannelVectors v = new ChannelVectors(batch, channels, pixels, groups);
    try (Operands o = new Operands(size, channels, kept ? 2 * v.count() : 0, parameters, pixels % 5 == 4);
        GroupNormCuda norm = new GroupNormCuda(stream)) {
      norm.forward(batch, channels, pixels, groups, EPS, o.of(o.x), X, o.of(o.gamma), GAMMA, o.of(o.beta), BETA,
          o.of(o.y), Y, o.of(o.stored), STORED);
      CHANNELS.forward(v, 0, v.count(), EPS, o.x, X, o.gamma, GAMMA, o.beta, BETA, o.y, Y, o.stored, STORED);
      o.compare("group norm " + v);
    }
  }

  private void inference(int batch, int channels, int pixels, int parameters) {
    ChannelVectors v = new ChannelVectors(batch, channels, pixels, 0);
    try (Operands o = new Operands(batch * channels * pixels, channels, 0, parameters, pixels % 5 == 4)) {
      new BatchNormCuda(stream).inference(batch, channels, pixels, EPS, o.of(o.x), X, o.of(o.gamma), GAMMA,
          o.of(o.beta), BETA, o.of(o.running), 0, o.of(o.y), Y);
      CHANNELS.inference(v, 0, batch, EPS, o.x, X, o.gamma, GAMMA, o.beta, BETA, o.running, 0, o.y, Y);
      o.compare("batch norm inference " + v);
    }
  }

  @Test
  void channelsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      groups(2, 4, 1, 2, 2, true);
      groups(3, 6, 19, 1, 1, true);
      groups(1, 3, 64, 3, 0, false);
      groups(0, 3, 7, 3, 2, true);
      groups(2, 6, 1500, 3, 2, true);
      groups(1, 4, 9000, 1, 2, true);
      inference(0, 3, 4, 2);
      inference(1, 1, 1, 2);
      inference(5, 7, 1, 0);
      inference(3, 1100, 1, 2);
      inference(2, 5, 700, 1);
      inference(40, 3, 14, 2);
    });
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    try (DeviceArray x = device.doubles(64).copyFrom(new Numbers(1).doubles(64), stream);
        LayerNormCuda layer = new LayerNormCuda(stream); RmsNormCuda rms = new RmsNormCuda(stream);
        GroupNormCuda group = new GroupNormCuda(stream)) {
      BatchNormCuda batch = new BatchNormCuda(stream);
      assertEquals("layer norm: rows must not be negative, but is -1",
          refusal(() -> layer.forward(-1, 4, EPS, x, 0, 4, null, 0, null, 0, x, 32, 4, null, 0)));
      assertEquals("RMS norm: n must be positive, but is 0",
          refusal(() -> rms.forward(1, 0, EPS, x, 0, 4, null, 0, x, 32, 4, null, 0)));
      for (double bad : new double[] {-1.0, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertTrue(refusal(() -> layer.forward(1, 4, bad, x, 0, 4, null, 0, null, 0, x, 32, 4, null, 0))
            .startsWith("layer norm: eps must be finite and not negative, but is "));
        assertTrue(refusal(() -> batch.inference(1, 2, 4, bad, x, 0, null, 0, null, 0, x, 16, x, 32))
            .startsWith("batch norm inference: eps must be finite and not negative, but is "));
      }
      assertEquals("layer norm: X is null",
          refusal(() -> layer.forward(1, 4, EPS, null, 0, 4, null, 0, null, 0, x, 32, 4, null, 0)));
      assertEquals("layer norm: Y is null",
          refusal(() -> layer.forward(1, 4, EPS, x, 0, 4, null, 0, null, 0, null, 32, 4, null, 0)));
      assertEquals("layer norm: there is a beta but no gamma",
          refusal(() -> layer.forward(1, 4, EPS, x, 0, 4, null, 0, x, 8, x, 32, 4, null, 0)));
      assertTrue(refusal(() -> layer.forward(3, 4, EPS, x, 0, 3, null, 0, null, 0, x, 32, 4, null, 0))
          .contains("leading dimension 3 of X"));
      assertTrue(refusal(() -> rms.forward(3, 4, EPS, x, 60, 4, null, 0, x, 32, 4, null, 0)).contains("X"));
      assertTrue(refusal(() -> rms.forward(3, 4, EPS, x, 0, 4, x, 61, x, 32, 4, null, 0)).contains("gamma"));
      assertTrue(refusal(() -> rms.forward(3, 4, EPS, x, 0, 4, null, 0, x, 60, 4, null, 0)).contains("Y"));
      assertTrue(refusal(() -> rms.forward(3, 4, EPS, x, 0, 4, null, 0, x, 32, 4, x, 62)).contains("stored"));
      assertTrue(refusal(() -> layer.forward(3, 4, EPS, x, 0, 4, x, 20, x, 61, x, 32, 4, null, 0)).contains("beta"));
      assertEquals("group norm: 6 channels are no multiple of 4 groups",
          refusal(() -> group.forward(1, 6, 2, 4, EPS, x, 0, null, 0, null, 0, x, 32, null, 0)));
      assertTrue(refusal(() -> layer.forward(1, 1 << 23, EPS, x, 0, 1 << 23, null, 0, null, 0, x, 32, 1 << 23, null, 0))
          .contains("a vector may have 4194304 elements, but these have 8388608"));
      assertTrue(refusal(() -> group.forward(1, 1 << 12, 1 << 12, 1, EPS, x, 0, null, 0, null, 0, x, 32, null, 0))
          .contains("but there are 1 of 16777216"));
      assertTrue(refusal(() -> batch.inference(1, 1 << 16, 1 << 16, EPS, x, 0, null, 0, null, 0, x, 16, x, 32))
          .contains("a sample of 65536 x 65536 numbers"));
      assertTrue(refusal(() -> batch.inference(1, 3, 2, EPS, x, 0, null, 0, null, 0, x, 60, x, 32))
          .contains("running"));
    }
  }

  @Test
  void outputsApartFromInputs() {
    double[] before = new Numbers(1).doubles(64);
    double[] after = new double[64];
    try (DeviceArray x = device.doubles(64).copyFrom(before, stream);
        LayerNormCuda layer = new LayerNormCuda(stream); RmsNormCuda rms = new RmsNormCuda(stream);
        GroupNormCuda group = new GroupNormCuda(stream)) {
      BatchNormCuda batch = new BatchNormCuda(stream);
      Runnable[] calls = {
          () -> layer.forward(3, 4, EPS, x, 0, 4, null, 0, null, 0, x, 11, 4, null, 0),
          () -> layer.forward(3, 4, EPS, x, 0, 4, x, 12, null, 0, x, 15, 4, null, 0),
          () -> layer.forward(3, 4, EPS, x, 0, 4, x, 12, x, 16, x, 19, 4, null, 0),
          () -> layer.forward(3, 4, EPS, x, 0, 4, null, 0, null, 0, x, 20, 4, x, 31),
          () -> layer.forward(3, 4, EPS, x, 0, 4, null, 0, null, 0, x, 20, 4, x, 11),
          () -> layer.forward(3, 4, EPS, x, 0, 4, x, 40, null, 0, x, 20, 4, x, 43),
          () -> layer.forward(3, 4, EPS, x, 0, 4, x, 40, x, 50, x, 20, 4, x, 53),
          () -> rms.forward(3, 4, EPS, x, 0, 4, null, 0, x, 0, 4, null, 0),
          () -> group.forward(1, 4, 3, 2, EPS, x, 0, null, 0, null, 0, x, 11, null, 0),
          () -> batch.inference(1, 4, 3, EPS, x, 0, null, 0, null, 0, x, 20, x, 27),
          () -> batch.inference(1, 4, 3, EPS, x, 0, x, 40, x, 44, x, 20, x, 47)};
      for (Runnable call : calls) {
        String message = refusal(call);
        assertTrue(message.contains("overlaps"), message);
        x.copyTo(after, stream);
        assertBits(before, after, message);
      }
    }
  }
}
