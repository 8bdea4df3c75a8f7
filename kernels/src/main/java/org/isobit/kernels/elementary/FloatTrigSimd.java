package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Sine and cosine of floats in radians, a vector at a time. The loops are written out: calls to other methods of this
 * size would not be inlined (C2 stops near 45 vector operations, or where the callee is already compiled), and vectors
 * would be boxed. What is left over goes through the scalar definition, which has the same bits. Thread-safe.
 */
public final class FloatTrigSimd {

  private static final VectorSpecies<Float> S = SpeciesSimd.FLOAT;
  private static final int V = S.length();

  private FloatTrigSimd() {}

  /**
   * sin x; the bits of {@link FloatTrigReference#sin}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void sin(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector shifted = x.fma(FloatVector.broadcast(S, FloatTrigReference.TWO_OVER_PI),
          FloatVector.broadcast(S, FloatTrigReference.SHIFT));
      FloatVector k = shifted.sub(FloatTrigReference.SHIFT);
      IntVector m = shifted.reinterpretAsInts();
      FloatVector head = k.lanewise(FMA, FloatVector.broadcast(S, -FloatTrigReference.PIO2_HI), x);
      FloatVector minus = k.mul(-FloatTrigReference.PIO2_MID);
      FloatVector rest = k.lanewise(FMA, FloatVector.broadcast(S, -FloatTrigReference.PIO2_MID), minus.neg());
      rest = k.lanewise(FMA, FloatVector.broadcast(S, -FloatTrigReference.PIO2_LO), rest);
      FloatVector r = head.add(minus);
      FloatVector back = r.sub(head);
      FloatVector low = head.sub(r.sub(back)).add(minus.sub(back)).add(rest);
      FloatVector z = r.mul(r);
      FloatVector p = FloatVector.broadcast(S, FloatTrigReference.S3)
          .lanewise(FMA, z, FloatTrigReference.S2)
          .lanewise(FMA, z, FloatTrigReference.S1)
          .lanewise(FMA, z, FloatTrigReference.S0);
      FloatVector sine = r.add(p.mul(z).lanewise(FMA, r, z.mul(-0.5f).lanewise(FMA, low, low)));
      FloatVector q = FloatVector.broadcast(S, FloatTrigReference.C2)
          .lanewise(FMA, z, FloatTrigReference.C1)
          .lanewise(FMA, z, FloatTrigReference.C0);
      FloatVector one = FloatVector.broadcast(S, 1.0f);
      FloatVector h = z.mul(0.5f);
      FloatVector w = one.sub(h);
      FloatVector loss = r.lanewise(FMA, low, r.lanewise(FMA, r, z.neg()).mul(0.5f));
      FloatVector cosine = w.add(one.sub(w).sub(h).add(z.mul(z).lanewise(FMA, q, loss.neg())));
      VectorMask<Float> even = m.and(1).compare(EQ, 0).cast(S);
      IntVector sign = m.lanewise(LSHL, 30).and(Integer.MIN_VALUE);
      FloatVector v = cosine.blend(sine, even).reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
      VectorMask<Float> inside = x.abs().compare(LE, FloatTrigReference.LIMIT);
      v = FloatVector.broadcast(S, Float.NaN).blend(v, inside);
      v.blend(x, x.compare(EQ, 0.0f)).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatTrigReference.sin(from[fromOffset + i]);
    }
  }

  /**
   * cos x; the bits of {@link FloatTrigReference#cos}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void cos(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector shifted = x.fma(FloatVector.broadcast(S, FloatTrigReference.TWO_OVER_PI),
          FloatVector.broadcast(S, FloatTrigReference.SHIFT));
      FloatVector k = shifted.sub(FloatTrigReference.SHIFT);
      IntVector m = shifted.reinterpretAsInts().add(1);
      FloatVector head = k.lanewise(FMA, FloatVector.broadcast(S, -FloatTrigReference.PIO2_HI), x);
      FloatVector minus = k.mul(-FloatTrigReference.PIO2_MID);
      FloatVector rest = k.lanewise(FMA, FloatVector.broadcast(S, -FloatTrigReference.PIO2_MID), minus.neg());
      rest = k.lanewise(FMA, FloatVector.broadcast(S, -FloatTrigReference.PIO2_LO), rest);
      FloatVector r = head.add(minus);
      FloatVector back = r.sub(head);
      FloatVector low = head.sub(r.sub(back)).add(minus.sub(back)).add(rest);
      FloatVector z = r.mul(r);
      FloatVector p = FloatVector.broadcast(S, FloatTrigReference.S3)
          .lanewise(FMA, z, FloatTrigReference.S2)
          .lanewise(FMA, z, FloatTrigReference.S1)
          .lanewise(FMA, z, FloatTrigReference.S0);
      FloatVector sine = r.add(p.mul(z).lanewise(FMA, r, z.mul(-0.5f).lanewise(FMA, low, low)));
      FloatVector q = FloatVector.broadcast(S, FloatTrigReference.C2)
          .lanewise(FMA, z, FloatTrigReference.C1)
          .lanewise(FMA, z, FloatTrigReference.C0);
      FloatVector one = FloatVector.broadcast(S, 1.0f);
      FloatVector h = z.mul(0.5f);
      FloatVector w = one.sub(h);
      FloatVector loss = r.lanewise(FMA, low, r.lanewise(FMA, r, z.neg()).mul(0.5f));
      FloatVector cosine = w.add(one.sub(w).sub(h).add(z.mul(z).lanewise(FMA, q, loss.neg())));
      VectorMask<Float> even = m.and(1).compare(EQ, 0).cast(S);
      IntVector sign = m.lanewise(LSHL, 30).and(Integer.MIN_VALUE);
      FloatVector v = cosine.blend(sine, even).reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
      VectorMask<Float> inside = x.abs().compare(LE, FloatTrigReference.LIMIT);
      FloatVector.broadcast(S, Float.NaN).blend(v, inside).intoArray(to, toOffset + i);
    }
    for (; i < n; i++) {
      to[toOffset + i] = FloatTrigReference.cos(from[fromOffset + i]);
    }
  }
}
