package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.EQ;
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
 * e^x and e^x − 1 of floats, a vector at a time. The loops are written out: calls to other methods of this size would
 * not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would be
 * boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class FloatExpSimd {

  private static final VectorSpecies<Float> S = SpeciesSimd.FLOAT;
  private static final int V = S.length();

  private FloatExpSimd() {}

  /**
   * e^x; the bits of {@link FloatExpReference#exp}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void exp(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      x = x.blend(FloatExpReference.HIGHEST, x.compare(GT, FloatExpReference.HIGHEST));
      x = x.blend(FloatExpReference.LOWEST, x.compare(LT, FloatExpReference.LOWEST));
      FloatVector shifted = x.lanewise(FMA, FloatVector.broadcast(S, FloatExpReference.LOG2_E),
          FloatExpReference.SHIFT);
      FloatVector r = shifted.sub(FloatExpReference.SHIFT);
      x = r.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_HI), x);
      r = r.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_LO), x);
      FloatVector p = FloatVector.broadcast(S, FloatExpReference.Q5)
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
      p.mul(first).mul(second).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatExpReference.exp(from[fromOffset + i]);
    }
  }

  /**
   * e^(x − shift) in place, of rows with a shift a column; the bits of {@link FloatExpReference#exp} of the difference.
   *
   * @param rows        number of rows
   * @param columns     a whole number of vectors
   * @param x           arguments, then results
   * @param xOffset     index of the first one
   * @param ld          distance between rows
   * @param shift       what is subtracted
   * @param shiftOffset index of that of the first column
   */
  public static void shiftedExp(int rows, int columns, float[] x, int xOffset, int ld, float[] shift,
      int shiftOffset) {
    for (int i = 0; i < columns; i += V) {
      FloatVector from = FloatVector.fromArray(S, shift, shiftOffset + i);
      for (int j = 0; j < rows; j++) {
        int at = xOffset + i + j * ld;
        FloatVector c = FloatVector.fromArray(S, x, at).sub(from);
        c = c.blend(FloatExpReference.HIGHEST, c.compare(GT, FloatExpReference.HIGHEST));
        c = c.blend(FloatExpReference.LOWEST, c.compare(LT, FloatExpReference.LOWEST));
        FloatVector shifted = c.lanewise(FMA, FloatVector.broadcast(S, FloatExpReference.LOG2_E),
            FloatExpReference.SHIFT);
        FloatVector r = shifted.sub(FloatExpReference.SHIFT);
        c = r.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_HI), c);
        r = r.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_LO), c);
        FloatVector p = FloatVector.broadcast(S, FloatExpReference.Q5)
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
        p.mul(first).mul(second).intoArray(x, at);
      }
    }
  }

  /**
   * e^x − 1; the bits of {@link FloatExpReference#expm1}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void expm1(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector c = x.blend(FloatExpReference.HIGHEST, x.compare(GT, FloatExpReference.HIGHEST));
      c = c.blend(-20.0f, c.compare(LT, -20.0f));
      FloatVector shifted = c.fma(FloatVector.broadcast(S, FloatExpReference.LOG2_E),
          FloatVector.broadcast(S, FloatExpReference.SHIFT));
      FloatVector m = shifted.sub(FloatExpReference.SHIFT);
      IntVector k = shifted.reinterpretAsInts().sub(FloatExpReference.SHIFT_BIAS);
      FloatVector exact = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_HI), c);
      FloatVector r = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_LO), exact);
      FloatVector tail = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_LO), exact.sub(r));
      FloatVector q = FloatVector.broadcast(S, FloatExpReference.Q5)
          .lanewise(FMA, r, FloatExpReference.Q4)
          .lanewise(FMA, r, FloatExpReference.Q3)
          .lanewise(FMA, r, FloatExpReference.Q2)
          .lanewise(FMA, r, FloatExpReference.Q1)
          .lanewise(FMA, r, FloatExpReference.Q0);
      tail = q.mul(r).lanewise(FMA, r, tail);
      FloatVector u = k.neg().add(381).lanewise(LSHL, 23).reinterpretAsFloats();
      u = u.blend(0.0f, m.compare(GT, 30.0f));
      FloatVector v = FloatVector.broadcast(S, 1.0f).sub(u);
      FloatVector high = v.add(r);
      FloatVector low = v.sub(high).add(r);
      FloatVector sum = high.add(low.add(tail));
      IntVector half = k.lanewise(LSHR, 1);
      FloatVector first = half.lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector second = k.sub(half).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector y = sum.mul(first).mul(second);
      y.blend(x, x.compare(EQ, 0.0f)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatExpReference.expm1(from[fromOffset + i]);
    }
  }
}
