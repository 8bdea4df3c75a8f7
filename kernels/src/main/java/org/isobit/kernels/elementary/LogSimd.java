package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * ln x and ln(1 + x) of doubles, a vector at a time. The loops are written out: calls to other methods of this size
 * would not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would
 * be boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class LogSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private LogSimd() {}

  /**
   * ln x; the bits of {@link LogReference#log}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void log(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      VectorMask<Double> subnormal = x.compare(LT, Double.MIN_NORMAL);
      DoubleVector f = x.blend(x.mul(0x1p54), subnormal);
      LongVector shifted = f.reinterpretAsLongs().add(LogReference.ONE_BITS - LogReference.SQRT_HALF_BITS);
      f = shifted.and(LogReference.MANTISSA_MASK).add(LogReference.SQRT_HALF_BITS).reinterpretAsDoubles().sub(1.0);
      DoubleVector k = shifted.lanewise(LSHR, 52).or(LogReference.INTEGER_BITS).reinterpretAsDoubles()
          .sub(DoubleVector.broadcast(S, LogReference.INTEGER_BIAS).blend(LogReference.INTEGER_BIAS + 54.0, subnormal));
      DoubleVector s = f.div(f.add(2.0));
      DoubleVector z = s.mul(s);
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector low = DoubleVector.broadcast(S, LogReference.L6)
          .lanewise(FMA, z, LogReference.L5)
          .lanewise(FMA, z, LogReference.L4)
          .lanewise(FMA, z, LogReference.L3)
          .lanewise(FMA, z, LogReference.L2)
          .lanewise(FMA, z, LogReference.L1)
          .lanewise(FMA, z, LogReference.L0)
          .lanewise(FMA, z, h)
          .lanewise(FMA, s, k.mul(LogReference.LN2_LO))
          .sub(h);
      DoubleVector high = k.mul(LogReference.LN2_HI);
      DoubleVector sum = high.add(f);
      x.blend(sum.add(high.sub(sum).add(f).add(low)), x.compare(LT, Double.POSITIVE_INFINITY))
          .blend(Double.NaN, x.compare(LT, 0.0))
          .blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0))
          .intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = LogReference.log(from[fromOffset + i]);
    }
  }

  /**
   * ln(1 + x); the bits of {@link LogReference#log1p}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void log1p(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector u = x.add(1.0);
      DoubleVector lost = DoubleVector.broadcast(S, 1.0).sub(u.sub(x)).blend(x.sub(u.sub(1.0)), x.compare(LT, 1.0));
      LongVector shifted = u.reinterpretAsLongs().add(LogReference.ONE_BITS - LogReference.SQRT_HALF_BITS);
      LongVector mantissa = shifted.and(LogReference.MANTISSA_MASK).add(LogReference.SQRT_HALF_BITS);
      DoubleVector f = mantissa.reinterpretAsDoubles().sub(1.0);
      DoubleVector k = shifted.lanewise(LSHR, 52).or(LogReference.INTEGER_BITS).reinterpretAsDoubles()
          .sub(LogReference.INTEGER_BIAS);
      DoubleVector power = shifted.and(LogReference.EXPONENT_MASK).neg().add(LogReference.INVERSE_BITS)
          .reinterpretAsDoubles();
      DoubleVector scaled = lost.mul(power).mul(0.5);
      scaled = scaled.mul(f.lanewise(FMA, f.sub(1.0), 1.0));
      scaled = k.lanewise(FMA, DoubleVector.broadcast(S, LogReference.LN2_LO), scaled);
      DoubleVector s = f.div(f.add(2.0));
      DoubleVector z = s.mul(s);
      DoubleVector p = DoubleVector.broadcast(S, LogReference.L6)
          .lanewise(FMA, z, LogReference.L5)
          .lanewise(FMA, z, LogReference.L4)
          .lanewise(FMA, z, LogReference.L3)
          .lanewise(FMA, z, LogReference.L2)
          .lanewise(FMA, z, LogReference.L1)
          .lanewise(FMA, z, LogReference.L0);
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector high = k.mul(LogReference.LN2_HI);
      DoubleVector sum = high.add(f);
      DoubleVector rest = high.sub(sum).add(f);
      DoubleVector log = sum.add(rest.add(s.lanewise(FMA, z.lanewise(FMA, p, h), scaled).sub(h)));
      DoubleVector y = x.blend(log, x.compare(LT, Double.POSITIVE_INFINITY));
      y = y.blend(Double.NaN, x.compare(LT, -1.0));
      y = y.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, -1.0));
      y.blend(x, x.compare(EQ, 0.0)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = LogReference.log1p(from[fromOffset + i]);
    }
  }
}
