package org.isobit.kernels.elementary;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * log Φ and its derivative, a vector at a time; one loop for both, written out for the reason given at {@link LogSimd}.
 * Thread-safe.
 */
public final class LogNdtrSimd extends LogNdtrReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  LogNdtrSimd() {}

  @Override
  public void logNdtr(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    evaluate(false, n, from, fromOffset, to, toOffset);
    for (int i = n - n % V; i < n; i++) {
      to[toOffset + i] = LogNdtrReference.logNdtr(from[fromOffset + i]);
    }
  }

  @Override
  public void logNdtrDerivative(int n, double[] from, int fromOffset, double[] to, int toOffset) {
    evaluate(true, n, from, fromOffset, to, toOffset);
    for (int i = n - n % V; i < n; i++) {
      to[toOffset + i] = LogNdtrReference.logNdtrDerivative(from[fromOffset + i]);
    }
  }

  private static void evaluate(boolean derivative, int n, double[] from, int fromOffset, double[] to, int toOffset) {
    for (int i = 0; i <= n - V; i += V) {
      DoubleVector one = DoubleVector.broadcast(S, 1.0);
      DoubleVector x = DoubleVector.fromArray(S, from, fromOffset + i);
      VectorMask<Double> left = x.compare(LT, 0.0);
      DoubleVector full = x.abs();
      DoubleVector y = full.blend(LogNdtrReference.FAR, full.compare(GT, LogNdtrReference.FAR));

      DoubleVector sum = y.add(LogNdtrReference.K);
      DoubleVector back = sum.sub(y);
      DoubleVector sumLow = y.sub(sum.sub(back)).add(DoubleVector.broadcast(S, LogNdtrReference.K).sub(back));
      DoubleVector inverse = one.div(sum);
      DoubleVector defect = inverse.neg().lanewise(FMA, sum, one).sub(inverse.mul(sumLow));
      DoubleVector w = inverse.mul(2.0 * LogNdtrReference.K);
      DoubleVector t = one.sub(w);
      back = t.sub(1.0);
      DoubleVector tLow = one.sub(t.sub(back)).sub(w.add(back));
      tLow = tLow.sub(inverse.lanewise(FMA, DoubleVector.broadcast(S, 2.0 * LogNdtrReference.K), w.neg()))
          .sub(w.mul(defect));

      DoubleVector p = DoubleVector.broadcast(S, LogNdtrReference.G22)
          .lanewise(FMA, t, LogNdtrReference.G21)
          .lanewise(FMA, t, LogNdtrReference.G20)
          .lanewise(FMA, t, LogNdtrReference.G19)
          .lanewise(FMA, t, LogNdtrReference.G18)
          .lanewise(FMA, t, LogNdtrReference.G17)
          .lanewise(FMA, t, LogNdtrReference.G16)
          .lanewise(FMA, t, LogNdtrReference.G15)
          .lanewise(FMA, t, LogNdtrReference.G14)
          .lanewise(FMA, t, LogNdtrReference.G13)
          .lanewise(FMA, t, LogNdtrReference.G12)
          .lanewise(FMA, t, LogNdtrReference.G11)
          .lanewise(FMA, t, LogNdtrReference.G10)
          .lanewise(FMA, t, LogNdtrReference.G9)
          .lanewise(FMA, t, LogNdtrReference.G8)
          .lanewise(FMA, t, LogNdtrReference.G7)
          .lanewise(FMA, t, LogNdtrReference.G6)
          .lanewise(FMA, t, LogNdtrReference.G5)
          .lanewise(FMA, t, LogNdtrReference.G4)
          .lanewise(FMA, t, LogNdtrReference.G3)
          .lanewise(FMA, t, LogNdtrReference.G2)
          .lanewise(FMA, t, LogNdtrReference.G1);
      DoubleVector d = DoubleVector.broadcast(S, LogNdtrReference.D3)
          .lanewise(FMA, t, LogNdtrReference.D2)
          .lanewise(FMA, t, LogNdtrReference.D1)
          .lanewise(FMA, t, LogNdtrReference.D0);
      DoubleVector product = p.mul(t);
      DoubleVector productLow = p.lanewise(FMA, t, product.neg());
      DoubleVector factor = product.add(LogNdtrReference.G0);
      back = factor.sub(LogNdtrReference.G0);
      DoubleVector factorLow = DoubleVector.broadcast(S, LogNdtrReference.G0).sub(factor.sub(back))
          .add(product.sub(back))
          .add(d.lanewise(FMA, tLow, productLow));
      DoubleVector g = factor.mul(inverse);
      DoubleVector gLow = g.neg().lanewise(FMA, sum, factor).add(factorLow.sub(g.mul(sumLow))).mul(inverse);

      DoubleVector z = full.blend(LogNdtrReference.TAIL, full.compare(GT, LogNdtrReference.TAIL));
      DoubleVector half = z.mul(z).mul(-0.5);
      DoubleVector halfLow = z.mul(-0.5).lanewise(FMA, z, half.neg());
      DoubleVector shifted = half.lanewise(FMA, DoubleVector.broadcast(S, ExpReference.LOG2_E), ExpReference.SHIFT);
      DoubleVector m = shifted.sub(ExpReference.SHIFT);
      LongVector k = shifted.reinterpretAsLongs().sub(ExpReference.SHIFT_BIAS);
      DoubleVector exact = m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_HI), half);
      DoubleVector main = m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_LO), exact);
      DoubleVector r = main.add(halfLow);
      DoubleVector tail = main.sub(r).add(halfLow)
          .add(m.lanewise(FMA, DoubleVector.broadcast(S, -ExpReference.LN2_LO), exact.sub(main)));
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
      m = r.add(tail);
      DoubleVector e = one.add(m);
      DoubleVector eLow = one.sub(e).add(m).add(r.sub(m).add(tail));

      DoubleVector f = e.mul(g);
      DoubleVector fLow = e.lanewise(FMA, g, f.neg()).add(e.lanewise(FMA, gLow, eLow.mul(g)));
      LongVector firstHalf = k.lanewise(LSHR, 1);
      DoubleVector first = firstHalf.lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector second = k.sub(firstHalf).lanewise(LSHL, 52).reinterpretAsDoubles();
      f = f.mul(first).mul(second);
      fLow = fLow.mul(first).mul(second);
      DoubleVector u = one.sub(f);
      DoubleVector lost = one.sub(u).sub(f).sub(fLow);
      if (derivative) {
        DoubleVector top = e.blend(full.add(LogNdtrReference.K), left);
        DoubleVector topLow = eLow.blend(sumLow, left);
        DoubleVector v = u.blend(factor, left);
        DoubleVector vLow = lost.blend(factorLow, left);
        DoubleVector bottom = v.mul(LogNdtrReference.SQRT_TWO_PI_HI);
        DoubleVector bottomLow = v
            .lanewise(FMA, DoubleVector.broadcast(S, LogNdtrReference.SQRT_TWO_PI_HI), bottom.neg())
            .add(v.lanewise(FMA, DoubleVector.broadcast(S, LogNdtrReference.SQRT_TWO_PI_LO),
                vLow.mul(LogNdtrReference.SQRT_TWO_PI_HI)));
        DoubleVector reciprocal = one.div(bottom);
        DoubleVector ratio = top.mul(reciprocal);
        DoubleVector minus = ratio.neg();
        DoubleVector rest = minus.lanewise(FMA, bottom, top).add(minus.lanewise(FMA, bottomLow, topLow));
        DoubleVector corrected = rest.lanewise(FMA, reciprocal, ratio);
        ratio = ratio.blend(corrected, full.compare(LT, LogNdtrReference.FAR));
        DoubleVector slope = ratio.mul(first.blend(1.0, left)).mul(second.blend(1.0, left));
        x.blend(slope, x.compare(EQ, x)).intoArray(to, toOffset + i);
        continue;
      }
      u = u.blend(g, left);
      lost = lost.blend(gLow, left);
      LongVector moved = u.reinterpretAsLongs().add(LogReference.ONE_BITS - LogReference.SQRT_HALF_BITS);
      LongVector mantissa = moved.and(LogReference.MANTISSA_MASK).add(LogReference.SQRT_HALF_BITS);
      DoubleVector a = mantissa.reinterpretAsDoubles().sub(1.0);
      DoubleVector b = moved.lanewise(LSHR, 52).or(LogReference.INTEGER_BITS).reinterpretAsDoubles()
          .sub(LogReference.INTEGER_BIAS);
      DoubleVector unscale = moved.and(LogReference.EXPONENT_MASK).neg().add(LogReference.INVERSE_BITS)
          .reinterpretAsDoubles();
      DoubleVector scaled = lost.mul(unscale).mul(0.5).mul(a.lanewise(FMA, a.sub(1.0), 1.0));
      scaled = b.lanewise(FMA, DoubleVector.broadcast(S, LogReference.LN2_LO), scaled);
      DoubleVector s = a.div(a.add(2.0));
      DoubleVector c = s.mul(s);
      DoubleVector h = a.mul(0.5).mul(a);
      DoubleVector low = DoubleVector.broadcast(S, LogReference.L6)
          .lanewise(FMA, c, LogReference.L5)
          .lanewise(FMA, c, LogReference.L4)
          .lanewise(FMA, c, LogReference.L3)
          .lanewise(FMA, c, LogReference.L2)
          .lanewise(FMA, c, LogReference.L1)
          .lanewise(FMA, c, LogReference.L0)
          .lanewise(FMA, c, h)
          .lanewise(FMA, s, scaled)
          .sub(h);
      DoubleVector high = b.mul(LogReference.LN2_HI);
      DoubleVector total = high.add(a);
      DoubleVector log = total.add(high.sub(total).add(a).add(low));
      log = log.blend(full.mul(-0.5).lanewise(FMA, full, log), left);
      x.blend(log, x.compare(EQ, x)).intoArray(to, toOffset + i);
    }
  }
}
