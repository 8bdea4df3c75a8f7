package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * tanh, the logistic sigmoid and softplus of doubles, a vector at a time. The loops are written out: calls to other
 * methods of this size would not be inlined (C2 stops near 45 vector operations, or where the callee is already
 * compiled), and vectors would be boxed. What is left over is copied into a vector. Thread-safe.
 */
public final class ActivationSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Elements that go through the two steps of tanh at a time, in a first-level cache. */
  private static final int CHUNK = 256;

  /** A line more than a chunk, lest stores to one row stall loads from another. */
  private static final int ROOM = CHUNK + 8;

  /** Where a vector of what is left over begins, behind the pairs. */
  private static final int REST = 3 * ROOM;

  private static final ThreadLocal<double[]> PAIRS = new ThreadLocal<>();

  private ActivationSimd() {}

  /**
   * tanh x; the bits of {@link ActivationReference#tanh}. In two steps through a chunk, each a loop of its own: a
   * vector's operations wait for one another for a hundred cycles, and a processor looks no further ahead than a few
   * vectors of one long loop.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void tanh(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    double[] pairs = pairs();
    int whole = n / V * V;
    for (int i = 0; i < whole; i += CHUNK) {
      int m = Math.min(CHUNK, whole - i);
      tanhPairs(m, from, fromOffset + i, pairs);
      tanhQuotients(m, from, fromOffset + i, pairs, to, toOffset + i);
    }
    if (whole < n) {
      double[] rest = rest(n - whole, from, fromOffset + whole);
      tanh(V, rest, REST, rest, REST);
      System.arraycopy(rest, REST, to, toOffset + whole, n - whole);
    }
  }

  /** This thread's room with less than a vector of elements, and ones: scalars would take longer than a vector. */
  private static double[] rest(int n, double[] from, int fromOffset) {
    double[] room = pairs();
    System.arraycopy(from, fromOffset, room, REST, n);
    Arrays.fill(room, REST + n, REST + V, 1.0);
    return room;
  }

  /** This thread's room for the pairs of a chunk. */
  private static double[] pairs() {
    double[] pairs = PAIRS.get();
    if (pairs == null) {
      pairs = new double[REST + V];
      PAIRS.set(pairs);
    }
    return pairs;
  }

  /** e^2|x| = 2^k·(1 + p + low): p, low and 2^−k. */
  private static void tanhPairs(int n, double[] from, int fromOffset, double[] pairs) {
    for (int i = 0; i < n; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, from, fromOffset + i).abs();
      a = a.blend(ActivationReference.TANH_LIMIT, a.compare(GT, ActivationReference.TANH_LIMIT));
      a = a.add(a);
      DoubleVector shifted = a.fma(DoubleVector.broadcast(S, ExpReference.LOG2_E),
          DoubleVector.broadcast(S, ExpReference.SHIFT));
      DoubleVector m = shifted.sub(ExpReference.SHIFT);
      LongVector k = shifted.reinterpretAsLongs().sub(ExpReference.SHIFT_BIAS);
      DoubleVector exact = m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_HI), a);
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
      DoubleVector p = r.add(tail);
      p.intoArray(pairs, i);
      r.sub(p).add(tail).intoArray(pairs, ROOM + i);
      k.neg().add(3069).lanewise(LSHL, 52).reinterpretAsDoubles().intoArray(pairs, 2 * ROOM + i);
    }
  }

  /** (1 − e^−2|x|)/(1 + e^−2|x|) with the sign of x. */
  private static void tanhQuotients(int n, double[] from, int fromOffset, double[] pairs, double[] to, int toOffset) {
    for (int i = 0; i < n; i += V) {
      DoubleVector p = DoubleVector.fromArray(S, pairs, i);
      DoubleVector low = DoubleVector.fromArray(S, pairs, ROOM + i);
      DoubleVector u = DoubleVector.fromArray(S, pairs, 2 * ROOM + i);
      DoubleVector one = DoubleVector.broadcast(S, 1.0);
      DoubleVector v = one.sub(u);
      DoubleVector top = v.add(p);
      DoubleVector topLow = v.sub(top).add(p).add(low.add(one.sub(v).sub(u)));
      DoubleVector w = one.add(u);
      DoubleVector bottom = w.add(p);
      DoubleVector bottomLow = w.sub(bottom).add(p).add(low.add(one.sub(w).add(u)));
      DoubleVector inverse = one.div(bottom);
      DoubleVector quotient = top.mul(inverse);
      DoubleVector minus = quotient.neg();
      DoubleVector remainder = minus.lanewise(FMA, bottom, top).add(minus.lanewise(FMA, bottomLow, topLow));
      LongVector sign = DoubleVector.fromArray(S, from, fromOffset + i).reinterpretAsLongs().and(Long.MIN_VALUE);
      LongVector y = remainder.lanewise(FMA, inverse, quotient).reinterpretAsLongs().or(sign);
      y.reinterpretAsDoubles().intoArray(to, toOffset + i);
    }
  }

  /**
   * 1/(1 + e^−x); the bits of {@link ActivationReference#sigmoid}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void sigmoid(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector c = x.blend(40.0, x.compare(GT, 40.0));
      c = c.blend(ExpReference.LOWEST, c.compare(LT, ExpReference.LOWEST));
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
      DoubleVector p = r.add(tail);
      DoubleVector one = DoubleVector.broadcast(S, 1.0);
      DoubleVector low = r.sub(p).add(tail);
      DoubleVector top = one.add(p);
      DoubleVector topLow = one.sub(top).add(p).add(low);
      VectorMask<Double> small = c.compare(LT, ActivationReference.SMALL);
      DoubleVector w = one.add(k.neg().add(3069).lanewise(LSHL, 52).reinterpretAsDoubles());
      DoubleVector bottom = w.add(p);
      DoubleVector bottomLow = w.sub(bottom).add(p).add(low).blend(0.0, small);
      bottom = bottom.blend(1.0, small);
      DoubleVector inverse = one.div(bottom);
      DoubleVector quotient = top.mul(inverse);
      DoubleVector minus = quotient.neg();
      DoubleVector remainder = minus.lanewise(FMA, bottom, top).add(minus.lanewise(FMA, bottomLow, topLow));
      DoubleVector y = remainder.lanewise(FMA, inverse, quotient);
      LongVector e = LongVector.broadcast(k.species(), 2046).blend(k, small.cast(k.species()));
      LongVector half = e.lanewise(LSHR, 1);
      DoubleVector first = half.lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector second = e.sub(half).lanewise(LSHL, 52).reinterpretAsDoubles();
      y.mul(first).mul(second).intoArray(to, toOffset + i);
    }
    if (i < n) {
      double[] rest = rest(n - i, from, fromOffset + i);
      sigmoid(V, rest, REST, rest, REST);
      System.arraycopy(rest, REST, to, toOffset + i, n - i);
    }
  }

  /**
   * ln(1 + e^x); the bits of {@link ActivationReference#softplus}.
   *
   * @param n          number of elements
   * @param from       arguments
   * @param fromOffset index of the first argument
   * @param to         results; may be the same elements
   * @param toOffset   index of the first result
   */
  public static void softplus(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      DoubleVector a = x.abs().neg();
      a = a.blend(ExpReference.LOWEST, a.compare(LT, ExpReference.LOWEST));
      DoubleVector shifted = a.fma(DoubleVector.broadcast(S, ExpReference.LOG2_E),
          DoubleVector.broadcast(S, ExpReference.SHIFT));
      DoubleVector m = shifted.sub(ExpReference.SHIFT);
      LongVector k = shifted.reinterpretAsLongs().sub(ExpReference.SHIFT_BIAS);
      DoubleVector exact = m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_HI), a);
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
      DoubleVector p = r.add(tail);
      DoubleVector one = DoubleVector.broadcast(S, 1.0);
      DoubleVector high = one.add(p);
      DoubleVector low = one.sub(high).add(p).add(r.sub(p).add(tail));
      DoubleVector power = k.sub(1023).lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector e = high.mul(power);
      DoubleVector u = e.add(1.0);
      DoubleVector lost = low.lanewise(FMA, power, one.sub(u).add(e));
      LongVector moved = u.reinterpretAsLongs().add(LogReference.ONE_BITS - LogReference.SQRT_HALF_BITS);
      LongVector mantissa = moved.and(LogReference.MANTISSA_MASK).add(LogReference.SQRT_HALF_BITS);
      DoubleVector f = mantissa.reinterpretAsDoubles().sub(1.0);
      DoubleVector d = moved.lanewise(LSHR, 52).or(LogReference.INTEGER_BITS).reinterpretAsDoubles()
          .sub(LogReference.INTEGER_BIAS);
      DoubleVector unscale = moved.and(LogReference.EXPONENT_MASK).neg().add(LogReference.INVERSE_BITS)
          .reinterpretAsDoubles();
      DoubleVector scaled = lost.mul(unscale).mul(0.5);
      scaled = scaled.mul(f.lanewise(FMA, f.sub(1.0), 1.0));
      scaled = d.lanewise(FMA, DoubleVector.broadcast(S, LogReference.LN2_LO), scaled);
      DoubleVector s = f.div(f.add(2.0));
      DoubleVector z = s.mul(s);
      DoubleVector t = DoubleVector.broadcast(S, LogReference.L6)
          .lanewise(FMA, z, LogReference.L5)
          .lanewise(FMA, z, LogReference.L4)
          .lanewise(FMA, z, LogReference.L3)
          .lanewise(FMA, z, LogReference.L2)
          .lanewise(FMA, z, LogReference.L1)
          .lanewise(FMA, z, LogReference.L0);
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector log2 = d.mul(LogReference.LN2_HI);
      DoubleVector sum = log2.add(f);
      DoubleVector rest = log2.sub(sum).add(f);
      DoubleVector log = sum.add(rest.add(s.lanewise(FMA, z.lanewise(FMA, t, h), scaled).sub(h)));
      high = high.add(low);
      LongVector half = k.lanewise(LSHR, 1);
      DoubleVector first = half.lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector second = k.sub(half).lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector tiny = high.mul(first).mul(second);
      log = log.blend(tiny, a.compare(LT, ActivationReference.SMALL));
      DoubleVector positive = DoubleVector.zero(S).blend(x, x.compare(GT, 0.0));
      positive.add(log).intoArray(to, toOffset + i);
    }
    if (i < n) {
      double[] rest = rest(n - i, from, fromOffset + i);
      softplus(V, rest, REST, rest, REST);
      System.arraycopy(rest, REST, to, toOffset + i, n - i);
    }
  }
}
