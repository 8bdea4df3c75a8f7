// Master of FloatRotaryAnglesReference: the float version is generated from this file.
package org.isobit.kernels.rotary;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.TrigReference; // float: unchanged

/** Scalar {@link RotaryAngles}: defines the bits. Thread-safe. */
public sealed class RotaryAnglesReference permits RotaryAnglesSimd {

  RotaryAnglesReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static RotaryAnglesReference of(Backend backend) {
    return backend.isSimd() ? new RotaryAnglesSimd() : new RotaryAnglesReference();
  }

  /**
   * Some tokens of {@link RotaryAngles#fill}.
   *
   * @param layout what is turned
   * @param from   the first token
   * @param to     the token after the last one
   * @param f      array of the frequencies
   * @param fo     index of the first
   * @param angles takes cosines and sines
   * @param ao     index of the first cosine
   */
  public final void fill(RotaryLayout layout, int from, int to, double[] f, int fo, double[] angles, int ao) {
    int pairs = layout.pairs();
    double[] scratch = RotaryScratch.mine(); // float: unchanged
    int other = layout.groups() * pairs;
    for (int t = from; t < to; t++) {
      double first = layout.place(t, 0); // float: unchanged
      double second = layout.columns() == 0 ? 0 : layout.place(t, 1); // float: unchanged
      for (int g = 0; g < layout.groups(); g++) {
        int at = fo + g * pairs;
        if (layout.columns() == 0) {
          line(pairs, first, f, at, scratch);
        } else {
          grid(pairs, first, f, at, second, f, at + other, scratch);
        }
        trigonometric(pairs, scratch);
        put(layout, scratch, angles, ao + layout.at(t, g));
      }
    }
  }

  private static void line(int pairs, double place, double[] f, int fo, double[] to) { // float: private static void line(int pairs, double place, float[] f, int fo, double[] to) {
    for (int i = 0; i < pairs; i++) {
      to[i] = place * f[fo + i];
    }
  }

  private static void grid(int pairs, double x, double[] f, int xo, double y, double[] g, int yo, double[] to) { // float: private static void grid(int pairs, double x, float[] f, int xo, double y, float[] g, int yo, double[] to) {
    for (int i = 0; i < pairs; i++) {
      to[i] = Math.fma(y, g[yo + i], x * f[xo + i]);
    }
  }

  /** Cosines behind the angles, and sines behind these. */
  void trigonometric(int pairs, double[] x) { // float: unchanged
    for (int i = 0; i < pairs; i++) {
      x[pairs + i] = TrigReference.cos(x[i]); // float: unchanged
      x[2 * pairs + i] = TrigReference.sin(x[i]); // float: unchanged
    }
  }

  /** What elements of a pair and their partners are multiplied by. */
  private static void put(RotaryLayout layout, double[] from, double[] angles, int at) { // float: private static void put(RotaryLayout layout, double[] from, float[] angles, int at) {
    int pairs = layout.pairs();
    int distance = layout.pairing().distance(pairs);
    int sines = at + layout.sines();
    for (int i = 0; i < pairs; i++) {
      int p = layout.pairing().first(i);
      double cos = from[pairs + i]; // float: float cos = (float) from[pairs + i];
      double sin = from[2 * pairs + i]; // float: float sin = (float) from[2 * pairs + i];
      angles[at + p] = cos;
      angles[at + p + distance] = cos;
      angles[sines + p] = -sin;
      angles[sines + p + distance] = sin;
    }
  }
}
