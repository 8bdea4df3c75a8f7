package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * sin(πx) and cos(πx) of doubles, a vector at a time. The loops are written out: calls to other methods of this size
 * would not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would
 * be boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class SinPiSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private SinPiSimd() {}

  /**
   * sin(πx); the bits of {@link SinPiReference#sinpi}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void sinpi(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector a = x.abs();
      DoubleVector pairs = a.fma(DoubleVector.broadcast(S, 0.5), DoubleVector.broadcast(S, SinPiReference.SHIFT));
      pairs = pairs.sub(SinPiReference.SHIFT);
      DoubleVector y = pairs.lanewise(FMA, DoubleVector.broadcast(S, -2.0), a);
      y = a.mul(0.0).blend(y, a.compare(LT, 0x1p53));
      DoubleVector shifted = y.fma(DoubleVector.broadcast(S, 2.0), DoubleVector.broadcast(S, SinPiReference.SHIFT));
      DoubleVector r = shifted.sub(SinPiReference.SHIFT).lanewise(FMA, DoubleVector.broadcast(S, -0.5), y);
      LongVector m = shifted.reinterpretAsLongs();
      VectorMask<Double> even = m.and(1).compare(EQ, 0).cast(S);
      DoubleVector z = r.mul(r);
      DoubleVector p = DoubleVector.broadcast(S, SinPiReference.S5)
          .lanewise(FMA, z, SinPiReference.S4)
          .lanewise(FMA, z, SinPiReference.S3)
          .lanewise(FMA, z, SinPiReference.S2)
          .lanewise(FMA, z, SinPiReference.S1)
          .lanewise(FMA, z, SinPiReference.S0);
      DoubleVector high = r.mul(SinPiReference.PI_HI);
      DoubleVector low = r.lanewise(FMA, DoubleVector.broadcast(S, SinPiReference.PI_HI), high.neg());
      low = r.lanewise(FMA, DoubleVector.broadcast(S, SinPiReference.PI_LO), low);
      DoubleVector sine = high.add(p.mul(z).lanewise(FMA, r, low));
      DoubleVector q = DoubleVector.broadcast(S, SinPiReference.C6)
          .lanewise(FMA, z, SinPiReference.C5)
          .lanewise(FMA, z, SinPiReference.C4)
          .lanewise(FMA, z, SinPiReference.C3)
          .lanewise(FMA, z, SinPiReference.C2)
          .lanewise(FMA, z, SinPiReference.C1)
          .lanewise(FMA, z, SinPiReference.C0);
      DoubleVector cosine = q.lanewise(FMA, z, 1.0);
      LongVector bits = x.reinterpretAsLongs();
      LongVector sign = m.lanewise(LSHL, 62).lanewise(XOR, bits).and(Long.MIN_VALUE);
      DoubleVector v = cosine.blend(sine, even).reinterpretAsLongs().lanewise(XOR, sign).reinterpretAsDoubles();
      v.blend(bits.and(Long.MIN_VALUE).reinterpretAsDoubles(), v.compare(EQ, 0.0)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = SinPiReference.sinpi(from[fromOffset + i]);
    }
  }

  /**
   * cos(πx); the bits of {@link SinPiReference#cospi}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void cospi(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector a = x.abs();
      DoubleVector pairs = a.fma(DoubleVector.broadcast(S, 0.5), DoubleVector.broadcast(S, SinPiReference.SHIFT));
      pairs = pairs.sub(SinPiReference.SHIFT);
      DoubleVector y = pairs.lanewise(FMA, DoubleVector.broadcast(S, -2.0), a);
      y = a.mul(0.0).blend(y, a.compare(LT, 0x1p53));
      DoubleVector shifted = y.fma(DoubleVector.broadcast(S, 2.0), DoubleVector.broadcast(S, SinPiReference.SHIFT));
      DoubleVector r = shifted.sub(SinPiReference.SHIFT).lanewise(FMA, DoubleVector.broadcast(S, -0.5), y);
      LongVector m = shifted.reinterpretAsLongs();
      VectorMask<Double> even = m.and(1).compare(EQ, 0).cast(S);
      DoubleVector z = r.mul(r);
      DoubleVector p = DoubleVector.broadcast(S, SinPiReference.S5)
          .lanewise(FMA, z, SinPiReference.S4)
          .lanewise(FMA, z, SinPiReference.S3)
          .lanewise(FMA, z, SinPiReference.S2)
          .lanewise(FMA, z, SinPiReference.S1)
          .lanewise(FMA, z, SinPiReference.S0);
      DoubleVector high = r.mul(SinPiReference.PI_HI);
      DoubleVector low = r.lanewise(FMA, DoubleVector.broadcast(S, SinPiReference.PI_HI), high.neg());
      low = r.lanewise(FMA, DoubleVector.broadcast(S, SinPiReference.PI_LO), low);
      DoubleVector sine = high.add(p.mul(z).lanewise(FMA, r, low));
      DoubleVector q = DoubleVector.broadcast(S, SinPiReference.C6)
          .lanewise(FMA, z, SinPiReference.C5)
          .lanewise(FMA, z, SinPiReference.C4)
          .lanewise(FMA, z, SinPiReference.C3)
          .lanewise(FMA, z, SinPiReference.C2)
          .lanewise(FMA, z, SinPiReference.C1)
          .lanewise(FMA, z, SinPiReference.C0);
      DoubleVector cosine = q.lanewise(FMA, z, 1.0);
      LongVector sign = m.add(1).lanewise(LSHL, 62).and(Long.MIN_VALUE);
      DoubleVector v = sine.blend(cosine, even).reinterpretAsLongs().lanewise(XOR, sign).reinterpretAsDoubles();
      v.blend(0.0, v.compare(EQ, 0.0)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = SinPiReference.cospi(from[fromOffset + i]);
    }
  }
}
