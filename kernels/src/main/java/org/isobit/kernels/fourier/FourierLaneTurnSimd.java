// Master of FloatFourierLaneTurnSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import static jdk.incubator.vector.VectorOperators.FMA;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FourierTurnSimd} for states in lanes, of which a vector takes V. Rows of numbers, or of real and imaginary
 * parts in turn, lie a distance apart in an array; planes of pairs have a vector a row.
 */
final class FourierLaneTurnSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();
  private static final long B = Double.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private FourierLaneTurnSimd() {}

  /** From the transform of the pairs to that of the numbers, in place. */
  static void forward(RealFourierPlan plan, int row, double[] y, int yo) {
    int h = plan.n() / 2;
    int end = yo + 2 * h * row;
    DoubleVector re = DoubleVector.fromArray(S, y, yo);
    DoubleVector im = DoubleVector.fromArray(S, y, yo + row);
    re.add(im).intoArray(y, yo);
    DoubleVector.zero(S).intoArray(y, yo + row);
    re.sub(im).intoArray(y, end);
    DoubleVector.zero(S).intoArray(y, end + row);
    for (int k = 1; 2 * k < h; k++) {
      int i = yo + 2 * k * row;
      int j = end - 2 * k * row;
      DoubleVector ar = DoubleVector.fromArray(S, y, i);
      DoubleVector ai = DoubleVector.fromArray(S, y, i + row);
      DoubleVector br = DoubleVector.fromArray(S, y, j);
      DoubleVector bi = DoubleVector.fromArray(S, y, j + row);
      double vr = plan.real(k);
      double vi = plan.imaginary(k);
      DoubleVector or = ar.sub(br);
      DoubleVector oi = ai.add(bi);
      DoubleVector ur = or.lanewise(FMA, vr, oi.mul(vi).neg());
      DoubleVector ui = oi.lanewise(FMA, vr, or.mul(vi));
      DoubleVector er = ar.add(br);
      DoubleVector ei = ai.sub(bi);
      er.add(ur).mul(0.5).intoArray(y, i);
      ei.add(ui).mul(0.5).intoArray(y, i + row);
      er.sub(ur).mul(0.5).intoArray(y, j);
      ei.sub(ui).mul(-0.5).intoArray(y, j + row);
    }
    if (h % 2 == 0) {
      DoubleVector.fromArray(S, y, yo + h * row + row).neg().intoArray(y, yo + h * row + row);
    }
  }

  /** From the transform of the numbers to that of their pairs, in planes that are d apart. */
  static void inverse(RealFourierPlan plan, int row, double[] x, int xo, MemorySegment a, int d) {
    int h = plan.n() / 2;
    int end = xo + 2 * h * row;
    DoubleVector first = DoubleVector.fromArray(S, x, xo);
    DoubleVector last = DoubleVector.fromArray(S, x, end);
    first.add(last).intoMemorySegment(a, 0, ORDER);
    first.sub(last).intoMemorySegment(a, B * d, ORDER);
    for (int k = 1; 2 * k < h; k++) {
      int i = xo + 2 * k * row;
      int j = end - 2 * k * row;
      DoubleVector ar = DoubleVector.fromArray(S, x, i);
      DoubleVector ai = DoubleVector.fromArray(S, x, i + row);
      DoubleVector br = DoubleVector.fromArray(S, x, j);
      DoubleVector bi = DoubleVector.fromArray(S, x, j + row);
      double vr = plan.real(k);
      double vi = plan.imaginary(k);
      DoubleVector or = ar.sub(br);
      DoubleVector oi = ai.add(bi);
      DoubleVector ur = or.lanewise(FMA, vr, oi.mul(vi));
      DoubleVector ui = oi.lanewise(FMA, vr, or.mul(vi).neg());
      DoubleVector er = ar.add(br);
      DoubleVector ei = ai.sub(bi);
      er.add(ur).intoMemorySegment(a, B * (k * V), ORDER);
      ei.add(ui).intoMemorySegment(a, B * (d + k * V), ORDER);
      er.sub(ur).intoMemorySegment(a, B * ((h - k) * V), ORDER);
      ei.sub(ui).neg().intoMemorySegment(a, B * (d + (h - k) * V), ORDER);
    }
    if (h % 2 == 0) {
      int middle = xo + h * row;
      DoubleVector.fromArray(S, x, middle).mul(2.0).intoMemorySegment(a, B * (h / 2 * V), ORDER);
      DoubleVector.fromArray(S, x, middle + row).mul(-2.0).intoMemorySegment(a, B * (d + h / 2 * V), ORDER);
    }
  }
}
