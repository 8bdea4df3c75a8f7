package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Cube root of doubles, a vector at a time. The loops are written out: calls to other methods of this size would not be
 * inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would be boxed.
 * What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class CbrtSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private CbrtSimd() {}

  /**
   * The real cube root; the bits of {@link CbrtReference#cbrt}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void cbrt(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector a = x.abs();
      VectorMask<Double> subnormal = a.compare(LT, Double.MIN_NORMAL);
      LongVector shifted = a.blend(a.mul(0x1p54), subnormal).reinterpretAsLongs()
          .add(LogReference.ONE_BITS - LogReference.SQRT_HALF_BITS);
      LongVector mantissa = shifted.and(LogReference.MANTISSA_MASK).add(LogReference.SQRT_HALF_BITS);
      DoubleVector f = mantissa.reinterpretAsDoubles().sub(1.0);
      DoubleVector k = shifted.lanewise(LSHR, 52).or(LogReference.INTEGER_BITS).reinterpretAsDoubles()
          .sub(DoubleVector.broadcast(S, LogReference.INTEGER_BIAS).blend(LogReference.INTEGER_BIAS + 54.0, subnormal));
      DoubleVector third = k.fma(DoubleVector.broadcast(S, CbrtReference.THIRD),
          DoubleVector.broadcast(S, ExpReference.SHIFT));
      DoubleVector j = third.sub(ExpReference.SHIFT).lanewise(FMA, DoubleVector.broadcast(S, -3.0), k);
      DoubleVector p = DoubleVector.broadcast(S, CbrtReference.P5)
          .lanewise(FMA, f, CbrtReference.P4)
          .lanewise(FMA, f, CbrtReference.P3)
          .lanewise(FMA, f, CbrtReference.P2)
          .lanewise(FMA, f, CbrtReference.P1)
          .lanewise(FMA, f, CbrtReference.P0);
      VectorMask<Double> above = j.compare(GT, 0.0);
      VectorMask<Double> below = j.compare(LT, 0.0);
      DoubleVector one = DoubleVector.broadcast(S, 1.0);
      DoubleVector m = f.add(1.0).mul(one.blend(0.5, below).blend(2.0, above));
      DoubleVector y = p.mul(one.blend(CbrtReference.CBRT_HALF, below).blend(CbrtReference.CBRT_2, above));
      DoubleVector s = y.mul(y);
      DoubleVector minus = s.neg();
      DoubleVector residual = y.lanewise(FMA, y, minus).neg().lanewise(FMA, y, minus.lanewise(FMA, y, m));
      y = y.lanewise(FMA, residual.div(s.add(s).lanewise(FMA, y, m)), y);
      LongVector power = third.reinterpretAsLongs().sub(ExpReference.SHIFT_BIAS + 1023).lanewise(LSHL, 52);
      y = y.mul(power.reinterpretAsDoubles());
      LongVector sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
      y = y.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
      VectorMask<Double> regular = a.compare(GT, 0.0).and(a.compare(LT, Double.POSITIVE_INFINITY));
      x.blend(y, regular).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = CbrtReference.cbrt(from[fromOffset + i]);
    }
  }
}
