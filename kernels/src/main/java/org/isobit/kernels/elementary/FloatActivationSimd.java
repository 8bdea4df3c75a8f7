package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * tanh, the logistic sigmoid and softplus of floats, a vector at a time. The loops are written out: calls to other
 * methods of this size would not be inlined (C2 stops near 45 vector operations, or where the callee is already
 * compiled), and vectors would be boxed. What is left over is copied into a vector. Thread-safe.
 */
public final class FloatActivationSimd {

  private static final VectorSpecies<Float> S = SpeciesSimd.FLOAT;
  private static final int V = S.length();

  /** Minus the bits of shifted this is 381 − k, whose lowest bits are the exponent of 2^−k. */
  private static final int TANH_BIAS = FloatExpReference.SHIFT_BIAS + 381;

  /** Elements that go through the two steps of tanh at a time, in a first-level cache. */
  private static final int CHUNK = 256;

  /** A line more than a chunk, lest stores to one row stall loads from another. */
  private static final int ROOM = CHUNK + 16;

  /** Where a vector of what is left over begins, behind the pairs. */
  private static final int REST = 3 * ROOM;

  private static final ThreadLocal<float[]> PAIRS = new ThreadLocal<>();

  private FloatActivationSimd() {}

  /**
   * tanh x; the bits of {@link FloatActivationReference#tanh}. In two steps through a chunk, each a loop of its own: a
   * vector's operations wait for one another for a hundred cycles, and a processor looks no further ahead than a few
   * vectors of one long loop.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void tanh(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    float[] pairs = pairs();
    int whole = n / V * V;
    for (int i = 0; i < whole; i += CHUNK) {
      int m = Math.min(CHUNK, whole - i);
      tanhPairs(m, from, fromOffset + i, pairs);
      tanhQuotients(m, from, fromOffset + i, pairs, to, toOffset + i);
    }
    if (whole < n) {
      float[] rest = rest(n - whole, from, fromOffset + whole);
      tanh(V, rest, REST, rest, REST);
      System.arraycopy(rest, REST, to, toOffset + whole, n - whole);
    }
  }

  /** This thread's room with less than a vector of elements, and ones: scalars would take longer than a vector. */
  private static float[] rest(int n, float[] from, int fromOffset) {
    float[] room = pairs();
    System.arraycopy(from, fromOffset, room, REST, n);
    Arrays.fill(room, REST + n, REST + V, 1.0f);
    return room;
  }

  /** This thread's room for the pairs of a chunk. */
  private static float[] pairs() {
    float[] pairs = PAIRS.get();
    if (pairs == null) {
      pairs = new float[REST + V];
      PAIRS.set(pairs);
    }
    return pairs;
  }

  /** e^2|x| = 2^k·(1 + p + low): p, low and 2^−k. */
  private static void tanhPairs(int n, float[] from, int fromOffset, float[] pairs) {
    for (int i = 0; i < n; i += V) {
      FloatVector a = FloatVector.fromArray(S, from, fromOffset + i).abs();
      a = a.blend(FloatActivationReference.TANH_LIMIT, a.compare(GT, FloatActivationReference.TANH_LIMIT));
      a = a.add(a);
      FloatVector shifted = a.fma(FloatVector.broadcast(S, FloatExpReference.LOG2_E),
          FloatVector.broadcast(S, FloatExpReference.SHIFT));
      FloatVector m = shifted.sub(FloatExpReference.SHIFT);
      IntVector bits = shifted.reinterpretAsInts();
      FloatVector exact = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_HI), a);
      FloatVector r = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_LO), exact);
      FloatVector tail = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_LO), exact.sub(r));
      FloatVector q = FloatVector.broadcast(S, FloatExpReference.Q5)
          .lanewise(FMA, r, FloatExpReference.Q4)
          .lanewise(FMA, r, FloatExpReference.Q3)
          .lanewise(FMA, r, FloatExpReference.Q2)
          .lanewise(FMA, r, FloatExpReference.Q1)
          .lanewise(FMA, r, FloatExpReference.Q0);
      tail = q.mul(r).lanewise(FMA, r, tail);
      FloatVector p = r.add(tail);
      p.intoArray(pairs, i);
      r.sub(p).add(tail).intoArray(pairs, ROOM + i);
      IntVector.broadcast(bits.species(), TANH_BIAS).sub(bits).lanewise(LSHL, 23).reinterpretAsFloats()
          .intoArray(pairs, 2 * ROOM + i);
    }
  }

  /** (1 − e^−2|x|)/(1 + e^−2|x|) with the sign of x. */
  private static void tanhQuotients(int n, float[] from, int fromOffset, float[] pairs, float[] to, int toOffset) {
    for (int i = 0; i < n; i += V) {
      FloatVector p = FloatVector.fromArray(S, pairs, i);
      FloatVector low = FloatVector.fromArray(S, pairs, ROOM + i);
      FloatVector u = FloatVector.fromArray(S, pairs, 2 * ROOM + i);
      FloatVector one = FloatVector.broadcast(S, 1.0f);
      FloatVector v = one.sub(u);
      FloatVector top = v.add(p);
      FloatVector topLow = v.sub(top).add(p).add(low.add(one.sub(v).sub(u)));
      FloatVector w = one.add(u);
      FloatVector bottom = w.add(p);
      FloatVector bottomLow = w.sub(bottom).add(p).add(low.add(one.sub(w).add(u)));
      // Inverse, quotient and result with the other sign: the remainder needs it so, and the sign of x replaces it.
      FloatVector inverse = FloatVector.broadcast(S, -1.0f).div(bottom);
      FloatVector quotient = top.mul(inverse);
      FloatVector remainder = quotient.lanewise(FMA, bottom, top).add(quotient.lanewise(FMA, bottomLow, topLow));
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
      IntVector y = remainder.lanewise(FMA, inverse, quotient).reinterpretAsInts().and(Integer.MAX_VALUE).or(sign);
      y.reinterpretAsFloats().intoArray(to, toOffset + i);
    }
  }

  /**
   * 1/(1 + e^−x); the bits of {@link FloatActivationReference#sigmoid}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void sigmoid(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector c = x.blend(20.0f, x.compare(GT, 20.0f));
      c = c.blend(FloatExpReference.LOWEST, c.compare(LT, FloatExpReference.LOWEST));
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
      FloatVector p = r.add(tail);
      FloatVector one = FloatVector.broadcast(S, 1.0f);
      FloatVector low = r.sub(p).add(tail);
      FloatVector top = one.add(p);
      FloatVector topLow = one.sub(top).add(p).add(low);
      VectorMask<Float> small = c.compare(LT, FloatActivationReference.SMALL);
      FloatVector w = one.add(k.neg().add(381).lanewise(LSHL, 23).reinterpretAsFloats());
      FloatVector bottom = w.add(p);
      FloatVector bottomLow = w.sub(bottom).add(p).add(low).blend(0.0f, small);
      bottom = bottom.blend(1.0f, small);
      FloatVector inverse = one.div(bottom);
      FloatVector quotient = top.mul(inverse);
      FloatVector minus = quotient.neg();
      FloatVector remainder = minus.lanewise(FMA, bottom, top).add(minus.lanewise(FMA, bottomLow, topLow));
      FloatVector y = remainder.lanewise(FMA, inverse, quotient);
      IntVector e = IntVector.broadcast(k.species(), 254).blend(k, small.cast(k.species()));
      IntVector half = e.lanewise(LSHR, 1);
      FloatVector first = half.lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector second = e.sub(half).lanewise(LSHL, 23).reinterpretAsFloats();
      y.mul(first).mul(second).intoArray(to, toOffset + i);
    }
    if (i < n) {
      float[] rest = rest(n - i, from, fromOffset + i);
      sigmoid(V, rest, REST, rest, REST);
      System.arraycopy(rest, REST, to, toOffset + i, n - i);
    }
  }

  /**
   * ln(1 + e^x); the bits of {@link FloatActivationReference#softplus}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void softplus(int n, float[] from, int fromOffset, float[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x = FloatVector.fromArray(S, from, fromOffset + i);
      FloatVector a = x.abs().neg();
      a = a.blend(FloatExpReference.LOWEST, a.compare(LT, FloatExpReference.LOWEST));
      FloatVector shifted = a.fma(FloatVector.broadcast(S, FloatExpReference.LOG2_E),
          FloatVector.broadcast(S, FloatExpReference.SHIFT));
      FloatVector m = shifted.sub(FloatExpReference.SHIFT);
      IntVector k = shifted.reinterpretAsInts().sub(FloatExpReference.SHIFT_BIAS);
      FloatVector exact = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_HI), a);
      FloatVector r = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_LO), exact);
      FloatVector tail = m.lanewise(FMA, FloatVector.broadcast(S, -FloatExpReference.LN2_LO), exact.sub(r));
      FloatVector q = FloatVector.broadcast(S, FloatExpReference.Q5)
          .lanewise(FMA, r, FloatExpReference.Q4)
          .lanewise(FMA, r, FloatExpReference.Q3)
          .lanewise(FMA, r, FloatExpReference.Q2)
          .lanewise(FMA, r, FloatExpReference.Q1)
          .lanewise(FMA, r, FloatExpReference.Q0);
      tail = q.mul(r).lanewise(FMA, r, tail);
      FloatVector p = r.add(tail);
      FloatVector one = FloatVector.broadcast(S, 1.0f);
      FloatVector high = one.add(p);
      FloatVector low = one.sub(high).add(p).add(r.sub(p).add(tail));
      FloatVector power = k.sub(127).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector e = high.mul(power);
      FloatVector u = e.add(1.0f);
      FloatVector lost = low.lanewise(FMA, power, one.sub(u).add(e));
      IntVector moved = u.reinterpretAsInts().add(FloatLogReference.ONE_BITS - FloatLogReference.SQRT_HALF_BITS);
      IntVector mantissa = moved.and(FloatLogReference.MANTISSA_MASK).add(FloatLogReference.SQRT_HALF_BITS);
      FloatVector f = mantissa.reinterpretAsFloats().sub(1.0f);
      FloatVector d = moved.lanewise(LSHR, 23).or(FloatLogReference.INTEGER_BITS).reinterpretAsFloats()
          .sub(FloatLogReference.INTEGER_BIAS);
      FloatVector unscale = moved.and(FloatLogReference.EXPONENT_MASK).neg().add(FloatLogReference.INVERSE_BITS)
          .reinterpretAsFloats();
      FloatVector scaled = lost.mul(unscale).mul(0.5f);
      scaled = scaled.mul(f.lanewise(FMA, f.sub(1.0f), 1.0f));
      scaled = d.lanewise(FMA, FloatVector.broadcast(S, FloatLogReference.LN2_LO), scaled);
      FloatVector s = f.div(f.add(2.0f));
      FloatVector z = s.mul(s);
      FloatVector t = FloatVector.broadcast(S, FloatLogReference.L2)
          .lanewise(FMA, z, FloatLogReference.L1)
          .lanewise(FMA, z, FloatLogReference.L0);
      FloatVector h = f.mul(0.5f).mul(f);
      FloatVector log2 = d.mul(FloatLogReference.LN2_HI);
      FloatVector sum = log2.add(f);
      FloatVector rest = log2.sub(sum).add(f);
      FloatVector log = sum.add(rest.add(s.lanewise(FMA, z.lanewise(FMA, t, h), scaled).sub(h)));
      high = high.add(low);
      IntVector half = k.lanewise(LSHR, 1);
      FloatVector first = half.lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector second = k.sub(half).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector tiny = high.mul(first).mul(second);
      log = log.blend(tiny, a.compare(LT, FloatActivationReference.SMALL));
      FloatVector positive = FloatVector.zero(S).blend(x, x.compare(GT, 0.0f));
      positive.add(log).intoArray(to, toOffset + i);
    }
    if (i < n) {
      float[] rest = rest(n - i, from, fromOffset + i);
      softplus(V, rest, REST, rest, REST);
      System.arraycopy(rest, REST, to, toOffset + i, n - i);
    }
  }
}
