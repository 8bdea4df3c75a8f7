// Master of FloatBatchVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.linalg.batch.BatchCholesky;
import org.isobit.linalg.batch.BatchEigen;
import org.isobit.linalg.batch.BatchGram;
import org.isobit.linalg.batch.BatchRational;
import org.isobit.linalg.batch.BatchRoot;
import org.isobit.verify.Inputs;

/** Batches: three problems side by side; of the rational functions, five whose tables of poles differ. */
public final class BatchVectors implements KernelVectors {

  private static final int N = 4;
  private static final int LANES = 3;
  private static final double C = 1.5;

  /** Made by the service loader. */
  public BatchVectors() {}

  /** Puts a problem's matrix, n×n, into a block. */
  private static void put(double[] a, double[] block, int lanes, int problem) {
    for (int i = 0; i < a.length; i++) {
      block[i * lanes + problem] = a[i];
    }
  }

  private static VectorText start(VectorText out, String kernel) {
    return out.kernel(kernel).in("n", N).in("lanes", LANES);
  }

  @Override
  public void write(VectorText out) {
    gram(out);
    double[] a = new double[N * N * LANES];
    for (int problem = 0; problem < LANES; problem++) {
      put(FactorVectors.positive(N, problem), a, LANES, problem);
    }
    double[] b = new Inputs(160).doubles(N * LANES);
    double[] x = b.clone();
    double[] result = new double[N * N * LANES];
    BatchCholesky cholesky = new BatchCholesky().factor(N, LANES, a, 0);
    cholesky.lower(result, 0);
    cholesky.solve(1, x, 0);
    start(out, "batchCholesky.double").in("a", a).in("nrhs", 1).in("b", b).out("l", result).out("x", x);
    roots(out, a);
    eigen(out);
    rational(out);
  }

  private static void gram(VectorText out) {
    int terms = 3;
    Inputs inputs = new Inputs(161);
    double[] a = inputs.doubles(terms * N * LANES);
    for (double beta : new double[] {0.0, 1.0, 0.7}) {
      double[] c = new Inputs(162).doubles(N * N * LANES);
      start(out, "batchGram.double").in("terms", terms).in("a", a).in("beta", beta).in("c", c);
      BatchGram.gram(N, terms, LANES, a, 0, beta, c, 0);
      out.out("c", c);
    }
  }

  private static void roots(VectorText out, double[] a) {
    double[] result = new double[a.length];
    BatchRoot roots = new BatchRoot().factor(N, LANES, a, 0);
    roots.squareRoot(result, 0);
    start(out, "batchSquareRoot.double").in("a", a).out("root", result);
    roots.inverseSquareRoot(result, 0);
    start(out, "batchInverseSquareRoot.double").in("a", a).out("root", result);
  }

  private static void eigen(VectorText out) {
    double[] a = new double[N * N * LANES];
    for (int problem = 0; problem < LANES; problem++) {
      put(FactorVectors.symmetric(N, problem), a, LANES, problem);
    }
    double[] values = new double[N * LANES];
    double[] vectors = new double[a.length];
    BatchEigen eigen = new BatchEigen().factor(N, LANES, a, 0);
    eigen.values(values, 0);
    eigen.vectors(vectors, 0);
    start(out, "batchEigen.double").in("a", a).out("values", values).out("vectors", vectors);
  }

  private static void rational(VectorText out) {
    for (int problem = 0; problem < 5; problem++) {
      double[] s = new Inputs(170 + problem).doubles(N * N);
      // Of rank 4, diagonal, of rank 4 and large, zero, of rank 4 and tiny.
      double factor = problem == 1 ? 3.0 : problem == 2 ? 0x1p9 : problem == 3 ? 0.0 : problem == 4 ? 0x1p-60 : 1.0;
      double[] a = new double[N * N];
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          for (int k = 0; k < N; k++) {
            a[i * N + j] += s[k * N + i] * s[k * N + j] * factor;
          }
          a[i * N + j] = problem == 1 && i != j ? 0.0 : a[i * N + j];
        }
      }
      rational(out, a);
    }
  }

  private static void rational(VectorText out, double[] a) {
    BatchRational rational = new BatchRational().factor(N, 1, a, 0, C);
    double[] x = new Inputs(180).doubles(N);
    out.kernel("batchRational.double").in("n", N).in("a", a).in("c", C).in("x", x).out("bound", rational.bound(0));
    functions(out, rational, N, x);
  }

  /** Everything that can be asked of the one problem that was reduced; x is rotated. */
  static void functions(VectorText out, BatchRational rational, int n, double[] x) {
    double[] y = new double[n];
    double[] matrix = new double[n * n];
    out.out("largest", rational.largest(0));
    rational.rotate(1, x, 0);
    out.out("rotated", x);
    rational.inverseRoot(1, x, 0, y, 0);
    out.out("inverseRoot", y);
    rational.dividedDifference(1, x, 0, y, 0);
    out.out("dividedDifference", y);
    rational.inverse(1, x, 0, y, 0);
    out.out("inverse", y);
    rational.rotateBack(1, y, 0);
    out.out("rotatedBack", y);
    rational.matrix(matrix, 0);
    out.out("matrix", matrix);
  }
}
