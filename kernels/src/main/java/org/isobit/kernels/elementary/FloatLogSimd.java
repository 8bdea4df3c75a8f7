package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * ln x and ln(1 + x) of floats, a vector at a time. The loops are written out: calls to other methods of this size
 * would not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would
 * be boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class FloatLogSimd {

  private static final VectorSpecies<Float> S = SpeciesSimd.FLOAT;
  private static final int V = S.length();

  private FloatLogSimd() {}

  /**
   * ln x; the bits of {@link FloatLogReference#log}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void log(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
      FloatVector f = x.blend(x.mul(0x1p24f), subnormal);
      IntVector shifted = f.reinterpretAsInts().add(FloatLogReference.ONE_BITS - FloatLogReference.SQRT_HALF_BITS);
      f = shifted.and(FloatLogReference.MANTISSA_MASK).add(FloatLogReference.SQRT_HALF_BITS).reinterpretAsFloats()
          .sub(1.0f);
      FloatVector k = shifted.lanewise(LSHR, 23).or(FloatLogReference.INTEGER_BITS).reinterpretAsFloats()
          .sub(FloatVector.broadcast(S, FloatLogReference.INTEGER_BIAS)
              .blend(FloatLogReference.INTEGER_BIAS + 24.0f, subnormal));
      FloatVector s = f.div(f.add(2.0f));
      FloatVector z = s.mul(s);
      FloatVector h = f.mul(0.5f).mul(f);
      FloatVector low = FloatVector.broadcast(S, FloatLogReference.L2)
          .lanewise(FMA, z, FloatLogReference.L1)
          .lanewise(FMA, z, FloatLogReference.L0)
          .lanewise(FMA, z, h)
          .lanewise(FMA, s, k.mul(FloatLogReference.LN2_LO))
          .sub(h);
      FloatVector high = k.mul(FloatLogReference.LN2_HI);
      FloatVector sum = high.add(f);
      x.blend(sum.add(high.sub(sum).add(f).add(low)), x.compare(LT, Float.POSITIVE_INFINITY))
          .blend(Float.NaN, x.compare(LT, 0.0f))
          .blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0.0f))
          .intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatLogReference.log(from[fromOffset + i]);
    }
  }

  /**
   * ln(1 + x); the bits of {@link FloatLogReference#log1p}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void log1p(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector u = x.add(1.0f);
      FloatVector lost = FloatVector.broadcast(S, 1.0f).sub(u.sub(x)).blend(x.sub(u.sub(1.0f)), x.compare(LT, 1.0f));
      IntVector shifted = u.reinterpretAsInts().add(FloatLogReference.ONE_BITS - FloatLogReference.SQRT_HALF_BITS);
      IntVector mantissa = shifted.and(FloatLogReference.MANTISSA_MASK).add(FloatLogReference.SQRT_HALF_BITS);
      FloatVector f = mantissa.reinterpretAsFloats().sub(1.0f);
      FloatVector k = shifted.lanewise(LSHR, 23).or(FloatLogReference.INTEGER_BITS).reinterpretAsFloats()
          .sub(FloatLogReference.INTEGER_BIAS);
      FloatVector power = shifted.and(FloatLogReference.EXPONENT_MASK).neg().add(FloatLogReference.INVERSE_BITS)
          .reinterpretAsFloats();
      FloatVector scaled = lost.mul(power).mul(0.5f);
      scaled = scaled.mul(f.lanewise(FMA, f.sub(1.0f), 1.0f));
      scaled = k.lanewise(FMA, FloatVector.broadcast(S, FloatLogReference.LN2_LO), scaled);
      FloatVector s = f.div(f.add(2.0f));
      FloatVector z = s.mul(s);
      FloatVector p = FloatVector.broadcast(S, FloatLogReference.L2)
          .lanewise(FMA, z, FloatLogReference.L1)
          .lanewise(FMA, z, FloatLogReference.L0);
      FloatVector h = f.mul(0.5f).mul(f);
      FloatVector high = k.mul(FloatLogReference.LN2_HI);
      FloatVector sum = high.add(f);
      FloatVector rest = high.sub(sum).add(f);
      FloatVector log = sum.add(rest.add(s.lanewise(FMA, z.lanewise(FMA, p, h), scaled).sub(h)));
      FloatVector y = x.blend(log, x.compare(LT, Float.POSITIVE_INFINITY));
      y = y.blend(Float.NaN, x.compare(LT, -1.0f));
      y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, -1.0f));
      y.blend(x, x.compare(EQ, 0.0f)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatLogReference.log1p(from[fromOffset + i]);
    }
  }
}
