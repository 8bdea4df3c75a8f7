package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Sine and cosine of doubles in radians, a vector at a time. The loops are written out: calls to other methods of this
 * size would not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors
 * would be boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class TrigSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private TrigSimd() {}

  /**
   * sin x; the bits of {@link TrigReference#sin}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void sin(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector shifted = x.fma(DoubleVector.broadcast(S, TrigReference.TWO_OVER_PI),
          DoubleVector.broadcast(S, TrigReference.SHIFT));
      DoubleVector k = shifted.sub(TrigReference.SHIFT);
      LongVector m = shifted.reinterpretAsLongs();
      DoubleVector head = k.lanewise(FMA, DoubleVector.broadcast(S, -TrigReference.PIO2_HI), x);
      DoubleVector minus = k.mul(-TrigReference.PIO2_MID);
      DoubleVector rest = k.lanewise(FMA, DoubleVector.broadcast(S, -TrigReference.PIO2_MID), minus.neg());
      rest = k.lanewise(FMA, DoubleVector.broadcast(S, -TrigReference.PIO2_LO), rest);
      DoubleVector r = head.add(minus);
      DoubleVector back = r.sub(head);
      DoubleVector low = head.sub(r.sub(back)).add(minus.sub(back)).add(rest);
      DoubleVector z = r.mul(r);
      DoubleVector p = DoubleVector.broadcast(S, TrigReference.S5)
          .lanewise(FMA, z, TrigReference.S4)
          .lanewise(FMA, z, TrigReference.S3)
          .lanewise(FMA, z, TrigReference.S2)
          .lanewise(FMA, z, TrigReference.S1)
          .lanewise(FMA, z, TrigReference.S0);
      DoubleVector sine = r.add(p.mul(z).lanewise(FMA, r, z.mul(-0.5).lanewise(FMA, low, low)));
      DoubleVector q = DoubleVector.broadcast(S, TrigReference.C5)
          .lanewise(FMA, z, TrigReference.C4)
          .lanewise(FMA, z, TrigReference.C3)
          .lanewise(FMA, z, TrigReference.C2)
          .lanewise(FMA, z, TrigReference.C1)
          .lanewise(FMA, z, TrigReference.C0);
      DoubleVector one = DoubleVector.broadcast(S, 1.0);
      DoubleVector h = z.mul(0.5);
      DoubleVector w = one.sub(h);
      DoubleVector loss = r.lanewise(FMA, low, r.lanewise(FMA, r, z.neg()).mul(0.5));
      DoubleVector cosine = w.add(one.sub(w).sub(h).add(z.mul(z).lanewise(FMA, q, loss.neg())));
      VectorMask<Double> even = m.and(1).compare(EQ, 0).cast(S);
      LongVector sign = m.lanewise(LSHL, 62).and(Long.MIN_VALUE);
      DoubleVector v = cosine.blend(sine, even).reinterpretAsLongs().lanewise(XOR, sign).reinterpretAsDoubles();
      VectorMask<Double> inside = x.abs().compare(LE, TrigReference.LIMIT);
      v = DoubleVector.broadcast(S, Double.NaN).blend(v, inside);
      v.blend(x, x.compare(EQ, 0.0)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = TrigReference.sin(from[fromOffset + i]);
    }
  }

  /**
   * cos x; the bits of {@link TrigReference#cos}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void cos(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector shifted = x.fma(DoubleVector.broadcast(S, TrigReference.TWO_OVER_PI),
          DoubleVector.broadcast(S, TrigReference.SHIFT));
      DoubleVector k = shifted.sub(TrigReference.SHIFT);
      LongVector m = shifted.reinterpretAsLongs().add(1);
      DoubleVector head = k.lanewise(FMA, DoubleVector.broadcast(S, -TrigReference.PIO2_HI), x);
      DoubleVector minus = k.mul(-TrigReference.PIO2_MID);
      DoubleVector rest = k.lanewise(FMA, DoubleVector.broadcast(S, -TrigReference.PIO2_MID), minus.neg());
      rest = k.lanewise(FMA, DoubleVector.broadcast(S, -TrigReference.PIO2_LO), rest);
      DoubleVector r = head.add(minus);
      DoubleVector back = r.sub(head);
      DoubleVector low = head.sub(r.sub(back)).add(minus.sub(back)).add(rest);
      DoubleVector z = r.mul(r);
      DoubleVector p = DoubleVector.broadcast(S, TrigReference.S5)
          .lanewise(FMA, z, TrigReference.S4)
          .lanewise(FMA, z, TrigReference.S3)
          .lanewise(FMA, z, TrigReference.S2)
          .lanewise(FMA, z, TrigReference.S1)
          .lanewise(FMA, z, TrigReference.S0);
      DoubleVector sine = r.add(p.mul(z).lanewise(FMA, r, z.mul(-0.5).lanewise(FMA, low, low)));
      DoubleVector q = DoubleVector.broadcast(S, TrigReference.C5)
          .lanewise(FMA, z, TrigReference.C4)
          .lanewise(FMA, z, TrigReference.C3)
          .lanewise(FMA, z, TrigReference.C2)
          .lanewise(FMA, z, TrigReference.C1)
          .lanewise(FMA, z, TrigReference.C0);
      DoubleVector one = DoubleVector.broadcast(S, 1.0);
      DoubleVector h = z.mul(0.5);
      DoubleVector w = one.sub(h);
      DoubleVector loss = r.lanewise(FMA, low, r.lanewise(FMA, r, z.neg()).mul(0.5));
      DoubleVector cosine = w.add(one.sub(w).sub(h).add(z.mul(z).lanewise(FMA, q, loss.neg())));
      VectorMask<Double> even = m.and(1).compare(EQ, 0).cast(S);
      LongVector sign = m.lanewise(LSHL, 62).and(Long.MIN_VALUE);
      DoubleVector v = cosine.blend(sine, even).reinterpretAsLongs().lanewise(XOR, sign).reinterpretAsDoubles();
      VectorMask<Double> inside = x.abs().compare(LE, TrigReference.LIMIT);
      DoubleVector.broadcast(S, Double.NaN).blend(v, inside).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = TrigReference.cos(from[fromOffset + i]);
    }
  }
}
