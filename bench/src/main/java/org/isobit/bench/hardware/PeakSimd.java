package org.isobit.bench.hardware;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Chains of fused multiply-adds in registers: as fast as this JVM can multiply and add on one core. */
final class PeakSimd {

  /** Independent chains: more than latency times throughput of any current core. */
  static final int CHAINS = 12;

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final VectorSpecies<Float> F = SpeciesSimd.FLOAT;

  private PeakSimd() {}

  static double doubleFlops(int steps) {
    return 2.0 * CHAINS * S.length() * steps;
  }

  static double floatFlops(int steps) {
    return 2.0 * CHAINS * F.length() * steps;
  }

  static void fmaDouble(int steps, double factor, double[] out) {
    DoubleVector a = DoubleVector.broadcast(S, factor);
    DoubleVector b = DoubleVector.broadcast(S, 1 - factor);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector c2 = DoubleVector.zero(S);
    DoubleVector c3 = DoubleVector.zero(S);
    DoubleVector c4 = DoubleVector.zero(S);
    DoubleVector c5 = DoubleVector.zero(S);
    DoubleVector c6 = DoubleVector.zero(S);
    DoubleVector c7 = DoubleVector.zero(S);
    DoubleVector c8 = DoubleVector.zero(S);
    DoubleVector c9 = DoubleVector.zero(S);
    DoubleVector c10 = DoubleVector.zero(S);
    DoubleVector c11 = DoubleVector.zero(S);
    for (int i = 0; i < steps; i++) {
      c0 = c0.fma(a, b);
      c1 = c1.fma(a, b);
      c2 = c2.fma(a, b);
      c3 = c3.fma(a, b);
      c4 = c4.fma(a, b);
      c5 = c5.fma(a, b);
      c6 = c6.fma(a, b);
      c7 = c7.fma(a, b);
      c8 = c8.fma(a, b);
      c9 = c9.fma(a, b);
      c10 = c10.fma(a, b);
      c11 = c11.fma(a, b);
    }
    c0.add(c1).add(c2).add(c3).add(c4.add(c5).add(c6).add(c7)).add(c8.add(c9).add(c10).add(c11)).intoArray(out, 0);
  }

  static void fmaFloat(int steps, float factor, float[] out) {
    FloatVector a = FloatVector.broadcast(F, factor);
    FloatVector b = FloatVector.broadcast(F, 1 - factor);
    FloatVector c0 = FloatVector.zero(F);
    FloatVector c1 = FloatVector.zero(F);
    FloatVector c2 = FloatVector.zero(F);
    FloatVector c3 = FloatVector.zero(F);
    FloatVector c4 = FloatVector.zero(F);
    FloatVector c5 = FloatVector.zero(F);
    FloatVector c6 = FloatVector.zero(F);
    FloatVector c7 = FloatVector.zero(F);
    FloatVector c8 = FloatVector.zero(F);
    FloatVector c9 = FloatVector.zero(F);
    FloatVector c10 = FloatVector.zero(F);
    FloatVector c11 = FloatVector.zero(F);
    for (int i = 0; i < steps; i++) {
      c0 = c0.fma(a, b);
      c1 = c1.fma(a, b);
      c2 = c2.fma(a, b);
      c3 = c3.fma(a, b);
      c4 = c4.fma(a, b);
      c5 = c5.fma(a, b);
      c6 = c6.fma(a, b);
      c7 = c7.fma(a, b);
      c8 = c8.fma(a, b);
      c9 = c9.fma(a, b);
      c10 = c10.fma(a, b);
      c11 = c11.fma(a, b);
    }
    c0.add(c1).add(c2).add(c3).add(c4.add(c5).add(c6).add(c7)).add(c8.add(c9).add(c10).add(c11)).intoArray(out, 0);
  }

  /** STREAM triad (McCalpin 1995): a = b + s·c over elements begin … end − 1; end − begin a multiple of 16. */
  static void triad(double[] a, double[] b, double[] c, double s, int begin, int end) {
    DoubleVector factor = DoubleVector.broadcast(S, s);
    for (int i = begin; i < end; i += S.length()) {
      DoubleVector.fromArray(S, c, i).fma(factor, DoubleVector.fromArray(S, b, i)).intoArray(a, i);
    }
  }
}
