// Master of FloatNormSimd: the float version is generated from this file.
package org.isobit.kernels.reduce;

import static org.isobit.kernels.reduce.ReduceReference.CHUNK;
import static org.isobit.kernels.reduce.ReduceReference.PARTIALS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector; // float: import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;

/** Vector API {@link Reduce}: norms, arranged as in {@link ReduceSimd}. */
final class NormSimd {

  private static final ReduceReference SCALAR = ReduceReference.of(Backend.REFERENCE);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /**
   * Magnitudes whose squares and scaled squares all stay normal, so that scaling by a power of two is exact: those with
   * an exponent in a range of a quarter of all. Without the sign and less the lowest of them, their bits start with 00.
   */
  private static final double LOW = 0x1p-256; // float: private static final float LOW = 0x1p-32f;
  private static final double HIGH = 0x1p256; // float: private static final float HIGH = 0x1p32f;
  private static final VectorSpecies<Long> BITS = VectorSpecies.of(long.class, S.vectorShape()); // float: private static final VectorSpecies<Integer> BITS = VectorSpecies.of(int.class, S.vectorShape());
  private static final long SAFE = Double.doubleToRawLongBits(LOW) << 1; // float: private static final int SAFE = Float.floatToRawIntBits(LOW) << 1;
  private static final long UNSAFE = 3L << 62; // float: private static final int UNSAFE = 3 << 30;

  /** Elements of a chunk that are checked one by one: eight rows of partials. */
  private static final int HEAD = 8 * PARTIALS;

  /** All bits but the sign, kept in a register: abs() may load its mask from memory each time. */
  private static final long MAGNITUDE = Long.MAX_VALUE; // float: private static final int MAGNITUDE = Integer.MAX_VALUE;

  private NormSimd() {}

  static double norm1(int n, double[] x, int xo) {
    return norm1(n, x, xo, n >= Ahead.FAR);
  }

  private static double norm1(int n, double[] x, int xo, boolean far) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return norm1(left, x, xo, far) + norm1(n - left, x, xo + left, far);
    }
    LongVector magnitude = LongVector.broadcast(BITS, MAGNITUDE); // float: IntVector magnitude = IntVector.broadcast(BITS, MAGNITUDE);
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    long ahead = 0;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        if (far) {
          ahead |= Ahead.row(x, k);
        }
        a0 = TYPE.cast(a0).add(DoubleVector.fromArray(S, x, k).reinterpretAsLongs().and(magnitude).reinterpretAsDoubles()); // float: a0 = TYPE.cast(a0).add(FloatVector.fromArray(S, x, k).reinterpretAsInts().and(magnitude).reinterpretAsFloats());
        a1 = TYPE.cast(a1).add(DoubleVector.fromArray(S, x, k + V).reinterpretAsLongs().and(magnitude).reinterpretAsDoubles()); // float: a1 = TYPE.cast(a1).add(FloatVector.fromArray(S, x, k + V).reinterpretAsInts().and(magnitude).reinterpretAsFloats());
        a2 = TYPE.cast(a2).add(DoubleVector.fromArray(S, x, k + 2 * V).reinterpretAsLongs().and(magnitude).reinterpretAsDoubles()); // float: a2 = TYPE.cast(a2).add(FloatVector.fromArray(S, x, k + 2 * V).reinterpretAsInts().and(magnitude).reinterpretAsFloats());
        a3 = TYPE.cast(a3).add(DoubleVector.fromArray(S, x, k + 3 * V).reinterpretAsLongs().and(magnitude).reinterpretAsDoubles()); // float: a3 = TYPE.cast(a3).add(FloatVector.fromArray(S, x, k + 3 * V).reinterpretAsInts().and(magnitude).reinterpretAsFloats());
      }
      TYPE.cast(a0).intoArray(p, g);
      TYPE.cast(a1).intoArray(p, g + V);
      TYPE.cast(a2).intoArray(p, g + 2 * V);
      TYPE.cast(a3).intoArray(p, g + 3 * V);
    }
    p[PARTIALS] = ahead;
    int l = 0;
    for (; full + l + V <= n; l += V) {
      DoubleVector.fromArray(S, p, l).add(DoubleVector.fromArray(S, x, xo + full + l).abs()).intoArray(p, l);
    }
    for (; full + l < n; l++) {
      p[l] += Math.abs(x[xo + full + l]);
    }
    return ReduceSimd.tree(p);
  }

  /** Magnitudes are ordered as their bits are, NaN above infinity. */
  static double maxAbs(int n, double[] x, int xo) {
    LongVector magnitude = LongVector.broadcast(BITS, MAGNITUDE); // float: IntVector magnitude = IntVector.broadcast(BITS, MAGNITUDE);
    double[] p = Partials.scratch();
    LongVector m0 = LongVector.zero(BITS); // float: IntVector m0 = IntVector.zero(BITS);
    LongVector m1 = LongVector.zero(BITS); // float: IntVector m1 = IntVector.zero(BITS);
    LongVector m2 = LongVector.zero(BITS); // float: IntVector m2 = IntVector.zero(BITS);
    LongVector m3 = LongVector.zero(BITS); // float: IntVector m3 = IntVector.zero(BITS);
    boolean far = n >= Ahead.FAR;
    long ahead = 0;
    int i = xo;
    for (; i <= xo + n - 4 * V; i += 4 * V) {
      if (far) {
        ahead |= Ahead.row(x, i);
      }
      m0 = m0.max(DoubleVector.fromArray(S, x, i).reinterpretAsLongs().and(magnitude)); // float: m0 = m0.max(FloatVector.fromArray(S, x, i).reinterpretAsInts().and(magnitude));
      m1 = m1.max(DoubleVector.fromArray(S, x, i + V).reinterpretAsLongs().and(magnitude)); // float: m1 = m1.max(FloatVector.fromArray(S, x, i + V).reinterpretAsInts().and(magnitude));
      m2 = m2.max(DoubleVector.fromArray(S, x, i + 2 * V).reinterpretAsLongs().and(magnitude)); // float: m2 = m2.max(FloatVector.fromArray(S, x, i + 2 * V).reinterpretAsInts().and(magnitude));
      m3 = m3.max(DoubleVector.fromArray(S, x, i + 3 * V).reinterpretAsLongs().and(magnitude)); // float: m3 = m3.max(FloatVector.fromArray(S, x, i + 3 * V).reinterpretAsInts().and(magnitude));
    }
    p[PARTIALS] = ahead;
    m0.max(m1).reinterpretAsDoubles().intoArray(p, 0);
    m2.max(m3).reinterpretAsDoubles().intoArray(p, V);
    double m = SCALAR.maxAbs(2 * V, p, 0);
    double rest = SCALAR.maxAbs(xo + n - i, x, i);
    return rest > m || rest != rest ? rest : m;
  }

  static double norm2(int n, double[] x, int xo) {
    double plain = plainSquares(n, x, xo);
    if (plain >= 0.0) {
      return Math.sqrt(plain);
    }
    double m = maxAbs(n, x, xo);
    if (!ReduceReference.isScalable(m)) {
      return m;
    }
    return Math.sqrt(scaledSquares(n, x, xo, ReduceReference.downScale(m))) * ReduceReference.upScale(m);
  }

  /**
   * The sum of squares without scaling, in one pass over memory, where that has the bits of the scaled one.
   *
   * <p>Scaling by a power of two shows only where a partial sum leaves the normal range in either form. Once all
   * partials of a chunk are LOW² or more they stay there, and what elements add that are too small to scale exactly is
   * below half a unit in the last place of any of them: so only the first rows are looked at one by one. No element can
   * be HIGH or more, infinite or NaN if the sum is below HIGH².
   *
   * @param n  elements
   * @param x  vector
   * @param xo its offset
   * @return the sum, or a negative number or NaN if magnitudes are so large, so small or NaN that scaling may matter
   */
  static double plainSquares(int n, double[] x, int xo) {
    return plainSquares(n, x, xo, n >= Ahead.FAR);
  }

  private static double plainSquares(int n, double[] x, int xo, boolean far) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      double a = plainSquares(left, x, xo, far);
      double b = a >= 0.0 ? plainSquares(n - left, x, xo + left, far) : -1.0;
      return b >= 0.0 ? a + b : -1.0;
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    int head = full < HEAD ? full : HEAD;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      checkedSquares(g, head, x, xo, p);
    }
    boolean safe = isSafe(p);
    if (safe && head < full) {
      if (isLarge(p)) {
        for (int g = 0; g < PARTIALS; g += 4 * V) {
          moreSquares(g, head, full, x, xo, p, far);
        }
      } else { // zeros: look at every element
        for (int g = 0; g < PARTIALS; g += 4 * V) {
          checkedSquares(g, full, x, xo, p);
        }
        safe = isSafe(p);
      }
    }
    for (int l = 0; full + l < n; l++) {
      double v = x[xo + full + l];
      double a = Math.abs(v);
      safe &= a == 0.0 || a >= LOW;
      p[l] = Math.fma(v, v, p[l]);
    }
    double sum = ReduceSimd.tree(p);
    return safe && sum < HIGH * HIGH ? sum : -1.0;
  }

  /**
   * Four vectors of partials over the rows before a given one, and behind all partials the bits that any element sets
   * outside of the safe range: of the bits without the sign less those of LOW, wherever the former are not all 0.
   */
  private static void checkedSquares(int g, int end, double[] x, int xo, double[] p) {
    LongVector seen = LongVector.zero(BITS); // float: IntVector seen = IntVector.zero(BITS);
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector a2 = DoubleVector.zero(S);
    DoubleVector a3 = DoubleVector.zero(S);
    for (int i = xo + g; i < xo + end; i += PARTIALS) {
      DoubleVector x0 = DoubleVector.fromArray(S, x, i);
      DoubleVector x1 = DoubleVector.fromArray(S, x, i + V);
      DoubleVector x2 = DoubleVector.fromArray(S, x, i + 2 * V);
      DoubleVector x3 = DoubleVector.fromArray(S, x, i + 3 * V);
      a0 = x0.fma(x0, a0);
      a1 = x1.fma(x1, a1);
      a2 = x2.fma(x2, a2);
      a3 = x3.fma(x3, a3);
      LongVector u0 = x0.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 1); // float: IntVector u0 = x0.reinterpretAsInts().lanewise(VectorOperators.LSHL, 1);
      LongVector u1 = x1.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 1); // float: IntVector u1 = x1.reinterpretAsInts().lanewise(VectorOperators.LSHL, 1);
      LongVector u2 = x2.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 1); // float: IntVector u2 = x2.reinterpretAsInts().lanewise(VectorOperators.LSHL, 1);
      LongVector u3 = x3.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 1); // float: IntVector u3 = x3.reinterpretAsInts().lanewise(VectorOperators.LSHL, 1);
      seen = seen.or(u0.sub(SAFE).and(u0.or(u0.neg()).lanewise(VectorOperators.ASHR, 63))) // float: seen = seen.or(u0.sub(SAFE).and(u0.or(u0.neg()).lanewise(VectorOperators.ASHR, 31)))
          .or(u1.sub(SAFE).and(u1.or(u1.neg()).lanewise(VectorOperators.ASHR, 63))) // float: .or(u1.sub(SAFE).and(u1.or(u1.neg()).lanewise(VectorOperators.ASHR, 31)))
          .or(u2.sub(SAFE).and(u2.or(u2.neg()).lanewise(VectorOperators.ASHR, 63))) // float: .or(u2.sub(SAFE).and(u2.or(u2.neg()).lanewise(VectorOperators.ASHR, 31)))
          .or(u3.sub(SAFE).and(u3.or(u3.neg()).lanewise(VectorOperators.ASHR, 63))); // float: .or(u3.sub(SAFE).and(u3.or(u3.neg()).lanewise(VectorOperators.ASHR, 31)));
    }
    TYPE.cast(a0).intoArray(p, g);
    TYPE.cast(a1).intoArray(p, g + V);
    TYPE.cast(a2).intoArray(p, g + 2 * V);
    TYPE.cast(a3).intoArray(p, g + 3 * V);
    seen.reinterpretAsDoubles().intoArray(p, PARTIALS + g / 4);
  }

  /** Four vectors of partials continued over the rows from begin on. */
  private static void moreSquares(int g, int begin, int end, double[] x, int xo, double[] p, boolean far) {
    long ahead = 0;
    DoubleVector a0 = DoubleVector.fromArray(S, p, g);
    DoubleVector a1 = DoubleVector.fromArray(S, p, g + V);
    DoubleVector a2 = DoubleVector.fromArray(S, p, g + 2 * V);
    DoubleVector a3 = DoubleVector.fromArray(S, p, g + 3 * V);
    for (int i = xo + begin + g; i < xo + end; i += PARTIALS) {
      if (far) {
        ahead |= Ahead.row(x, i);
      }
      DoubleVector x0 = DoubleVector.fromArray(S, x, i);
      DoubleVector x1 = DoubleVector.fromArray(S, x, i + V);
      DoubleVector x2 = DoubleVector.fromArray(S, x, i + 2 * V);
      DoubleVector x3 = DoubleVector.fromArray(S, x, i + 3 * V);
      a0 = x0.fma(x0, a0);
      a1 = x1.fma(x1, a1);
      a2 = x2.fma(x2, a2);
      a3 = x3.fma(x3, a3);
    }
    TYPE.cast(a0).intoArray(p, g);
    TYPE.cast(a1).intoArray(p, g + V);
    TYPE.cast(a2).intoArray(p, g + 2 * V);
    TYPE.cast(a3).intoArray(p, g + 3 * V);
    p[PARTIALS] = ahead;
  }

  private static boolean isSafe(double[] p) {
    long seen = 0; // float: int seen = 0;
    for (int l = PARTIALS; l < p.length; l++) {
      seen |= Double.doubleToRawLongBits(p[l]);
    }
    return (seen & UNSAFE) == 0;
  }

  /** Whether all partials are LOW² or more. */
  private static boolean isLarge(double[] p) {
    boolean large = true;
    for (int l = 0; l < PARTIALS; l += V) {
      large &= DoubleVector.fromArray(S, p, l).compare(VectorOperators.GE, LOW * LOW).allTrue();
    }
    return large;
  }

  static double scaledSquares(int n, double[] x, int xo, double s) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return scaledSquares(left, x, xo, s) + scaledSquares(n - left, x, xo + left, s);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 2 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        DoubleVector d0 = DoubleVector.fromArray(S, x, k).mul(s);
        DoubleVector d1 = DoubleVector.fromArray(S, x, k + V).mul(s);
        a0 = d0.fma(d0, a0);
        a1 = d1.fma(d1, a1);
      }
      TYPE.cast(a0).intoArray(p, g);
      TYPE.cast(a1).intoArray(p, g + V);
    }
    for (int l = 0; full + l < n; l++) {
      double d = x[xo + full + l] * s;
      p[l] = Math.fma(d, d, p[l]);
    }
    return ReduceSimd.tree(p);
  }
}
