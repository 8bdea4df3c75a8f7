package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The error function of floats, a vector at a time. The loops are written out: calls to other methods of this size
 * would not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would
 * be boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class FloatErfSimd {

  private static final VectorSpecies<Float> S = SpeciesSimd.FLOAT;
  private static final int V = S.length();

  private FloatErfSimd() {}

  /**
   * erf x; the bits of {@link FloatErfReference#erf}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void erf(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector a = x.abs();
      FloatVector z = a.mul(a);
      FloatVector p = FloatVector.broadcast(S, FloatErfReference.P6)
          .lanewise(FMA, z, FloatErfReference.P5)
          .lanewise(FMA, z, FloatErfReference.P4)
          .lanewise(FMA, z, FloatErfReference.P3)
          .lanewise(FMA, z, FloatErfReference.P2)
          .lanewise(FMA, z, FloatErfReference.P1)
          .lanewise(FMA, z, FloatErfReference.P0);
      p = p.lanewise(FMA, a, a);
      FloatVector t = a.blend(4.0f, a.compare(GT, 4.0f)).sub(1.0f);
      FloatVector g = FloatVector.broadcast(S, FloatErfReference.L6)
          .lanewise(FMA, t, FloatErfReference.L5)
          .lanewise(FMA, t, FloatErfReference.L4)
          .lanewise(FMA, t, FloatErfReference.L3)
          .lanewise(FMA, t, FloatErfReference.L2)
          .lanewise(FMA, t, FloatErfReference.L1)
          .lanewise(FMA, t, FloatErfReference.L0);
      FloatVector shifted = g.fma(FloatVector.broadcast(S, FloatExpReference.LOG2_E),
          FloatVector.broadcast(S, FloatExpReference.SHIFT));
      FloatVector m = shifted.sub(FloatExpReference.SHIFT);
      FloatVector r = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_HI), g);
      r = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_LO), r);
      FloatVector q = FloatVector.broadcast(S, FloatExpReference.Q5)
          .lanewise(FMA, r, FloatExpReference.Q4)
          .lanewise(FMA, r, FloatExpReference.Q3)
          .lanewise(FMA, r, FloatExpReference.Q2)
          .lanewise(FMA, r, FloatExpReference.Q1)
          .lanewise(FMA, r, FloatExpReference.Q0)
          .lanewise(FMA, r, 1.0f)
          .lanewise(FMA, r, 1.0f);
      IntVector k = shifted.reinterpretAsInts().sub(FloatExpReference.SHIFT_BIAS);
      IntVector half = k.lanewise(LSHR, 1);
      FloatVector first = half.lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector second = k.sub(half).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector exp = q.mul(first).mul(second);
      FloatVector outer = FloatVector.broadcast(S, 1.0f).sub(exp);
      IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
      IntVector y = outer.blend(p, a.compare(LT, 1.0f)).reinterpretAsInts().or(sign);
      y.reinterpretAsFloats().intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatErfReference.erf(from[fromOffset + i]);
    }
  }
}
