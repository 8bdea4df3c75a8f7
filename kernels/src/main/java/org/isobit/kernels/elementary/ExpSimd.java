package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.EQ;
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
 * e^x and e^x − 1 of doubles, a vector at a time. The loops are written out: calls to other methods of this size would
 * not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors would be
 * boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class ExpSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private ExpSimd() {}

  /**
   * e^x; the bits of {@link ExpReference#exp}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void exp(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      x = x.blend(ExpReference.HIGHEST, x.compare(GT, ExpReference.HIGHEST));
      x = x.blend(ExpReference.LOWEST, x.compare(LT, ExpReference.LOWEST));
      DoubleVector shifted = x.lanewise(FMA, DoubleVector.broadcast(S, ExpReference.LOG2_E), ExpReference.SHIFT);
      DoubleVector r = shifted.sub(ExpReference.SHIFT);
      x = r.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_HI), x);
      r = r.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_LO), x);
      DoubleVector p = DoubleVector.broadcast(S, ExpReference.Q9)
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
      p.mul(first).mul(second).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = ExpReference.exp(from[fromOffset + i]);
    }
  }

  /**
   * e^(x − shift) in place, of rows with a shift a column; the bits of {@link ExpReference#exp} of the difference.
   *
   * @param rows        number of rows
   * @param columns     a whole number of vectors
   * @param x           arguments, then results
   * @param xOffset     index of the first one
   * @param ld          distance between rows
   * @param shift       what is subtracted
   * @param shiftOffset index of that of the first column
   */
  public static void shiftedExp(int rows, int columns, double[] x, int xOffset, int ld, double[] shift,
      int shiftOffset) {
    for (int i = 0; i < columns; i += V) {
      DoubleVector from = DoubleVector.fromArray(S, shift, shiftOffset + i);
      for (int j = 0; j < rows; j++) {
        int at = xOffset + i + j * ld;
        DoubleVector c = DoubleVector.fromArray(S, x, at).sub(from);
        c = c.blend(ExpReference.HIGHEST, c.compare(GT, ExpReference.HIGHEST));
        c = c.blend(ExpReference.LOWEST, c.compare(LT, ExpReference.LOWEST));
        DoubleVector shifted = c.lanewise(FMA, DoubleVector.broadcast(S, ExpReference.LOG2_E), ExpReference.SHIFT);
        DoubleVector r = shifted.sub(ExpReference.SHIFT);
        c = r.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_HI), c);
        r = r.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_LO), c);
        DoubleVector p = DoubleVector.broadcast(S, ExpReference.Q9)
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
        p.mul(first).mul(second).intoArray(x, at);
      }
    }
  }

  /**
   * e^x − 1; the bits of {@link ExpReference#expm1}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void expm1(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector c = x.blend(ExpReference.HIGHEST, x.compare(GT, ExpReference.HIGHEST));
      c = c.blend(-40.0, c.compare(LT, -40.0));
      DoubleVector shifted = c.fma(DoubleVector.broadcast(S, ExpReference.LOG2_E),
          DoubleVector.broadcast(S, ExpReference.SHIFT));
      DoubleVector m = shifted.sub(ExpReference.SHIFT);
      LongVector k = shifted.reinterpretAsLongs().sub(ExpReference.SHIFT_BIAS);
      DoubleVector exact = m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_HI), c);
      DoubleVector r = m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_LO), exact);
      DoubleVector tail = m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_LO), exact.sub(r));
      DoubleVector q = DoubleVector.broadcast(S, ExpReference.Q9)
          .lanewise(FMA, r, ExpReference.Q8)
          .lanewise(FMA, r, ExpReference.Q7)
          .lanewise(FMA, r, ExpReference.Q6)
          .lanewise(FMA, r, ExpReference.Q5)
          .lanewise(FMA, r, ExpReference.Q4)
          .lanewise(FMA, r, ExpReference.Q3)
          .lanewise(FMA, r, ExpReference.Q2)
          .lanewise(FMA, r, ExpReference.Q1)
          .lanewise(FMA, r, ExpReference.Q0);
      tail = q.mul(r).lanewise(FMA, r, tail);
      DoubleVector u = k.neg().add(3069).lanewise(LSHL, 52).reinterpretAsDoubles();
      u = u.blend(0.0, m.compare(GT, 60.0));
      DoubleVector v = DoubleVector.broadcast(S, 1.0).sub(u);
      DoubleVector high = v.add(r);
      DoubleVector low = v.sub(high).add(r);
      DoubleVector sum = high.add(low.add(tail));
      LongVector half = k.lanewise(LSHR, 1);
      DoubleVector first = half.lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector second = k.sub(half).lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector y = sum.mul(first).mul(second);
      y.blend(x, x.compare(EQ, 0.0)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = ExpReference.expm1(from[fromOffset + i]);
    }
  }
}
