// Master of FloatSamplingSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import static jdk.incubator.vector.VectorOperators.GE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;
import org.isobit.kernels.random.PhiloxReference;

/** Vector API {@link Sampling}: draws pass through a scratch array in L1, a chunk at a time. Thread-safe. */
public final class SamplingSimd extends SamplingReference {

  private static final PhiloxReference PHILOX = PhiloxReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int CHUNK = NeuralScratch.CHUNK;
  private static final int SECOND = NeuralScratch.SECOND;

  SamplingSimd() {}

  @Override
  public void dropout(double p, long seed, long stream, long first, int n, double[] x, int xo, double[] y, int yo) {
    double scale = 1.0 / (1.0 - p);
    double[] t = NeuralScratch.mine().pair;
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      PHILOX.uniform(seed, stream, first + i, count, t, 0);
      keep(count, p, scale, t, x, xo + i, y, yo + i);
    }
  }

  private static void keep(int n, double p, double scale, double[] u, double[] x, int xo, double[] y, int yo) {
    DoubleVector zero = DoubleVector.zero(S);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector kept = DoubleVector.fromArray(S, x, xo + i).mul(scale);
      zero.blend(kept, DoubleVector.fromArray(S, u, i).compare(GE, p)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = u[i] >= p ? x[xo + i] * scale : 0.0;
    }
  }

  @Override
  public void sample(long seed, long stream, long first, int n, double[] m, int mo, double[] r, int ro, double[] z,
      int zo) {
    double[] t = NeuralScratch.mine().pair;
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      draw(seed, stream, first + i, count, r, ro + i, t);
      place(count, t, m, mo + i, z, zo + i);
    }
  }

  /** ε to the start of t, exp(ρ) to its second chunk. */
  private static void draw(long seed, long stream, long first, int n, double[] r, int ro, double[] t) {
    PHILOX.gaussian(seed, stream, first, n, t, 0);
    ExpSimd.exp(n, r, ro, t, SECOND);
  }

  private static void place(int n, double[] t, double[] m, int mo, double[] z, int zo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector sigma = DoubleVector.fromArray(S, t, SECOND + i);
      sigma.fma(DoubleVector.fromArray(S, t, i), DoubleVector.fromArray(S, m, mo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.fma(t[SECOND + i], t[i], m[mo + i]);
    }
  }

  @Override
  public void sampleGradient(long seed, long stream, long first, int n, double[] r, int ro, double[] dz, int zo,
      double[] dm, int dmo, double[] dr, int dro) {
    double[] t = NeuralScratch.mine().pair;
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      draw(seed, stream, first + i, count, r, ro + i, t);
      add(count, t, dz, zo + i, dm, dmo + i, dr, dro + i);
    }
  }

  private static void add(int n, double[] t, double[] dz, int zo, double[] dm, int dmo, double[] dr, int dro) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector d = DoubleVector.fromArray(S, dz, zo + i);
      DoubleVector.fromArray(S, dm, dmo + i).add(d).intoArray(dm, dmo + i);
      DoubleVector factor = DoubleVector.fromArray(S, t, SECOND + i).mul(DoubleVector.fromArray(S, t, i));
      d.fma(factor, DoubleVector.fromArray(S, dr, dro + i)).intoArray(dr, dro + i);
    }
    for (; i < n; i++) {
      dm[dmo + i] += dz[zo + i];
      dr[dro + i] = Math.fma(dz[zo + i], t[SECOND + i] * t[i], dr[dro + i]);
    }
  }
}
