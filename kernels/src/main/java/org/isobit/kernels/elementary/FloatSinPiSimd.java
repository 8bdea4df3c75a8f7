package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * sin(πx) and cos(πx) of floats, a vector at a time. The loops are written out: calls to other methods of this size
 * would not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would
 * be boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class FloatSinPiSimd {

  private static final VectorSpecies<Float> S = SpeciesSimd.FLOAT;
  private static final int V = S.length();

  private FloatSinPiSimd() {}

  /**
   * sin(πx); the bits of {@link FloatSinPiReference#sinpi}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void sinpi(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector a = x.abs();
      FloatVector pairs = a.fma(FloatVector.broadcast(S, 0.5f), FloatVector.broadcast(S, FloatSinPiReference.SHIFT));
      pairs = pairs.sub(FloatSinPiReference.SHIFT);
      FloatVector y = pairs.lanewise(FMA, FloatVector.broadcast(S, -2.0f), a);
      y = a.mul(0.0f).blend(y, a.compare(LT, 0x1p24f));
      FloatVector shifted = y.fma(FloatVector.broadcast(S, 2.0f), FloatVector.broadcast(S, FloatSinPiReference.SHIFT));
      FloatVector r = shifted.sub(FloatSinPiReference.SHIFT).lanewise(FMA, FloatVector.broadcast(S, -0.5f), y);
      IntVector m = shifted.reinterpretAsInts();
      VectorMask<Float> even = m.and(1).compare(EQ, 0).cast(S);
      FloatVector z = r.mul(r);
      FloatVector p = FloatVector.broadcast(S, FloatSinPiReference.S3)
          .lanewise(FMA, z, FloatSinPiReference.S2)
          .lanewise(FMA, z, FloatSinPiReference.S1)
          .lanewise(FMA, z, FloatSinPiReference.S0);
      FloatVector high = r.mul(FloatSinPiReference.PI_HI);
      FloatVector low = r.lanewise(FMA, FloatVector.broadcast(S, FloatSinPiReference.PI_HI), high.neg());
      low = r.lanewise(FMA, FloatVector.broadcast(S, FloatSinPiReference.PI_LO), low);
      FloatVector sine = high.add(p.mul(z).lanewise(FMA, r, low));
      FloatVector q = FloatVector.broadcast(S, FloatSinPiReference.C3)
          .lanewise(FMA, z, FloatSinPiReference.C2)
          .lanewise(FMA, z, FloatSinPiReference.C1)
          .lanewise(FMA, z, FloatSinPiReference.C0);
      FloatVector cosine = q.lanewise(FMA, z, 1.0f);
      IntVector bits = x.reinterpretAsInts();
      IntVector sign = m.lanewise(LSHL, 30).lanewise(XOR, bits).and(Integer.MIN_VALUE);
      FloatVector v = cosine.blend(sine, even).reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
      v.blend(bits.and(Integer.MIN_VALUE).reinterpretAsFloats(), v.compare(EQ, 0.0f)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatSinPiReference.sinpi(from[fromOffset + i]);
    }
  }

  /**
   * cos(πx); the bits of {@link FloatSinPiReference#cospi}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void cospi(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector a = x.abs();
      FloatVector pairs = a.fma(FloatVector.broadcast(S, 0.5f), FloatVector.broadcast(S, FloatSinPiReference.SHIFT));
      pairs = pairs.sub(FloatSinPiReference.SHIFT);
      FloatVector y = pairs.lanewise(FMA, FloatVector.broadcast(S, -2.0f), a);
      y = a.mul(0.0f).blend(y, a.compare(LT, 0x1p24f));
      FloatVector shifted = y.fma(FloatVector.broadcast(S, 2.0f), FloatVector.broadcast(S, FloatSinPiReference.SHIFT));
      FloatVector r = shifted.sub(FloatSinPiReference.SHIFT).lanewise(FMA, FloatVector.broadcast(S, -0.5f), y);
      IntVector m = shifted.reinterpretAsInts();
      VectorMask<Float> even = m.and(1).compare(EQ, 0).cast(S);
      FloatVector z = r.mul(r);
      FloatVector p = FloatVector.broadcast(S, FloatSinPiReference.S3)
          .lanewise(FMA, z, FloatSinPiReference.S2)
          .lanewise(FMA, z, FloatSinPiReference.S1)
          .lanewise(FMA, z, FloatSinPiReference.S0);
      FloatVector high = r.mul(FloatSinPiReference.PI_HI);
      FloatVector low = r.lanewise(FMA, FloatVector.broadcast(S, FloatSinPiReference.PI_HI), high.neg());
      low = r.lanewise(FMA, FloatVector.broadcast(S, FloatSinPiReference.PI_LO), low);
      FloatVector sine = high.add(p.mul(z).lanewise(FMA, r, low));
      FloatVector q = FloatVector.broadcast(S, FloatSinPiReference.C3)
          .lanewise(FMA, z, FloatSinPiReference.C2)
          .lanewise(FMA, z, FloatSinPiReference.C1)
          .lanewise(FMA, z, FloatSinPiReference.C0);
      FloatVector cosine = q.lanewise(FMA, z, 1.0f);
      IntVector sign = m.add(1).lanewise(LSHL, 30).and(Integer.MIN_VALUE);
      FloatVector v = sine.blend(cosine, even).reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
      v.blend(0.0f, v.compare(EQ, 0.0f)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatSinPiReference.cospi(from[fromOffset + i]);
    }
  }
}
