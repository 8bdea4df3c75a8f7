package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Cube root of floats, a vector at a time. The loops are written out: calls to other methods of this size would not be
 * inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would be boxed.
 * What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class FloatCbrtSimd {

  private static final VectorSpecies<Float> S = SpeciesSimd.FLOAT;
  private static final int V = S.length();

  private FloatCbrtSimd() {}

  /**
   * The real cube root; the bits of {@link FloatCbrtReference#cbrt}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void cbrt(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector a = x.abs();
      VectorMask<Float> subnormal = a.compare(LT, Float.MIN_NORMAL);
      IntVector shifted = a.blend(a.mul(0x1p24f), subnormal).reinterpretAsInts()
          .add(FloatLogReference.ONE_BITS - FloatLogReference.SQRT_HALF_BITS);
      IntVector mantissa = shifted.and(FloatLogReference.MANTISSA_MASK).add(FloatLogReference.SQRT_HALF_BITS);
      FloatVector f = mantissa.reinterpretAsFloats().sub(1.0f);
      FloatVector k = shifted.lanewise(LSHR, 23).or(FloatLogReference.INTEGER_BITS).reinterpretAsFloats()
          .sub(FloatVector.broadcast(S, FloatLogReference.INTEGER_BIAS)
              .blend(FloatLogReference.INTEGER_BIAS + 24.0f, subnormal));
      FloatVector third = k.fma(FloatVector.broadcast(S, FloatCbrtReference.THIRD),
          FloatVector.broadcast(S, FloatExpReference.SHIFT));
      FloatVector j = third.sub(FloatExpReference.SHIFT).lanewise(FMA, FloatVector.broadcast(S, -3.0f), k);
      FloatVector p = FloatVector.broadcast(S, FloatCbrtReference.P3)
          .lanewise(FMA, f, FloatCbrtReference.P2)
          .lanewise(FMA, f, FloatCbrtReference.P1)
          .lanewise(FMA, f, FloatCbrtReference.P0);
      VectorMask<Float> above = j.compare(GT, 0.0f);
      VectorMask<Float> below = j.compare(LT, 0.0f);
      FloatVector one = FloatVector.broadcast(S, 1.0f);
      FloatVector m = f.add(1.0f).mul(one.blend(0.5f, below).blend(2.0f, above));
      FloatVector y = p.mul(one.blend(FloatCbrtReference.CBRT_HALF, below).blend(FloatCbrtReference.CBRT_2, above));
      FloatVector s = y.mul(y);
      FloatVector minus = s.neg();
      FloatVector residual = y.lanewise(FMA, y, minus).neg().lanewise(FMA, y, minus.lanewise(FMA, y, m));
      y = y.lanewise(FMA, residual.div(s.add(s).lanewise(FMA, y, m)), y);
      IntVector power = third.reinterpretAsInts().sub(FloatExpReference.SHIFT_BIAS + 127).lanewise(LSHL, 23);
      y = y.mul(power.reinterpretAsFloats());
      IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
      y = y.reinterpretAsInts().or(sign).reinterpretAsFloats();
      VectorMask<Float> regular = a.compare(GT, 0.0f).and(a.compare(LT, Float.POSITIVE_INFINITY));
      x.blend(y, regular).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatCbrtReference.cbrt(from[fromOffset + i]);
    }
  }
}
