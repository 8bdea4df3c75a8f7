package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The error function of doubles, a vector at a time. The loops are written out: calls to other methods of this size
 * would not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would
 * be boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class ErfSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private ErfSimd() {}

  /**
   * erf x; the bits of {@link ErfReference#erf}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void erf(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector a = x.abs();
      DoubleVector z = a.mul(a);
      DoubleVector p = DoubleVector.broadcast(S, ErfReference.P12)
          .lanewise(FMA, z, ErfReference.P11)
          .lanewise(FMA, z, ErfReference.P10)
          .lanewise(FMA, z, ErfReference.P9)
          .lanewise(FMA, z, ErfReference.P8)
          .lanewise(FMA, z, ErfReference.P7)
          .lanewise(FMA, z, ErfReference.P6)
          .lanewise(FMA, z, ErfReference.P5)
          .lanewise(FMA, z, ErfReference.P4)
          .lanewise(FMA, z, ErfReference.P3)
          .lanewise(FMA, z, ErfReference.P2)
          .lanewise(FMA, z, ErfReference.P1)
          .lanewise(FMA, z, ErfReference.P0);
      p = p.lanewise(FMA, a, a);
      DoubleVector t = a.blend(6.0, a.compare(GT, 6.0)).sub(1.0);
      DoubleVector g = DoubleVector.broadcast(S, ErfReference.L18)
          .lanewise(FMA, t, ErfReference.L17)
          .lanewise(FMA, t, ErfReference.L16)
          .lanewise(FMA, t, ErfReference.L15)
          .lanewise(FMA, t, ErfReference.L14)
          .lanewise(FMA, t, ErfReference.L13)
          .lanewise(FMA, t, ErfReference.L12)
          .lanewise(FMA, t, ErfReference.L11)
          .lanewise(FMA, t, ErfReference.L10)
          .lanewise(FMA, t, ErfReference.L9)
          .lanewise(FMA, t, ErfReference.L8)
          .lanewise(FMA, t, ErfReference.L7)
          .lanewise(FMA, t, ErfReference.L6)
          .lanewise(FMA, t, ErfReference.L5)
          .lanewise(FMA, t, ErfReference.L4)
          .lanewise(FMA, t, ErfReference.L3)
          .lanewise(FMA, t, ErfReference.L2)
          .lanewise(FMA, t, ErfReference.L1)
          .lanewise(FMA, t, ErfReference.L0);
      DoubleVector shifted = g.fma(DoubleVector.broadcast(S, ExpReference.LOG2_E),
          DoubleVector.broadcast(S, ExpReference.SHIFT));
      DoubleVector m = shifted.sub(ExpReference.SHIFT);
      DoubleVector r = m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_HI), g);
      r = m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_LO), r);
      DoubleVector q = DoubleVector.broadcast(S, ExpReference.Q9)
          .lanewise(FMA, r, ExpReference.Q8)
          .lanewise(FMA, r, ExpReference.Q7)
          .lanewise(FMA, r, ExpReference.Q6)
          .lanewise(FMA, r, ExpReference.Q5)
          .lanewise(FMA, r, ExpReference.Q4)
          .lanewise(FMA, r, ExpReference.Q3)
          .lanewise(FMA, r, ExpReference.Q2)
          .lanewise(FMA, r, ExpReference.Q1)
          .lanewise(FMA, r, ExpReference.Q0)
          .lanewise(FMA, r, 1.0)
          .lanewise(FMA, r, 1.0);
      LongVector k = shifted.reinterpretAsLongs().sub(ExpReference.SHIFT_BIAS);
      LongVector half = k.lanewise(LSHR, 1);
      DoubleVector first = half.lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector second = k.sub(half).lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector exp = q.mul(first).mul(second);
      DoubleVector outer = DoubleVector.broadcast(S, 1.0).sub(exp);
      LongVector sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
      LongVector y = outer.blend(p, a.compare(LT, 1.0)).reinterpretAsLongs().or(sign);
      y.reinterpretAsDoubles().intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = ErfReference.erf(from[fromOffset + i]);
    }
  }
}
