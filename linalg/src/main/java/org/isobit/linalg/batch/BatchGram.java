// Master of FloatBatchGram: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;

/**
 * Gram matrices C = AᵀA + β·C of many small matrices A (terms×n), one problem a lane, class EXACT, with the bits of
 * {@code Gemm.gram(true, n, terms, 1, A, β, C)} for each problem.
 *
 * <p>Element (k, i) of A of problem b lies at {@code aOffset + (k·n + i)·lanes + b}, element (i, j) of C at
 * {@code cOffset + (i·n + j)·lanes + b}. For i ≥ j one chain s ← fma(a_ki, a_kj, s), k ascending, from β·c_ij rounded
 * once (from c_ij if β = 1; from +0, without reading C, if β = 0); the lower triangle is then copied to the upper one,
 * which is never read.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for shapes, for more than {@value #MOST_TERMS} terms, and if C
 * shares its array with A in overlapping ranges. Thread-safe; nothing is allocated on the calling thread.
 */
public final class BatchGram {

  /** Terms of one chain of the contract; small problems have no more. */
  public static final int MOST_TERMS = 4096;

  /** Problems that one thread takes at once: a multiple of every vector's lanes. */
  private static final int GRAIN = 16;

  private BatchGram() {}

  /**
   * C = AᵀA + β·C on the calling thread.
   *
   * @param n       order of C, columns of A
   * @param terms   rows of A
   * @param lanes   problems in the block
   * @param a       array of A
   * @param aOffset index of A's element (0, 0) of problem 0
   * @param beta    factor of C, any number
   * @param c       array of C
   * @param cOffset index of C's element (0, 0) of problem 0
   * @throws IllegalArgumentException as the class describes
   */
  public static void gram(int n, int terms, int lanes, double[] a, long aOffset, double beta, double[] c,
      long cOffset) {
    check(n, terms, lanes, a, aOffset, c, cOffset);
    Environment.require();
    run(Backend.active(), n, terms, lanes, a, (int) aOffset, beta, c, (int) cOffset, 0, lanes);
  }

  /**
   * C = AᵀA + β·C, the problems split over threads.
   *
   * @param n       order of C, columns of A
   * @param terms   rows of A
   * @param lanes   problems in the block
   * @param a       array of A
   * @param aOffset index of A's element (0, 0) of problem 0
   * @param beta    factor of C, any number
   * @param c       array of C
   * @param cOffset index of C's element (0, 0) of problem 0
   * @param workers the threads to use
   * @throws IllegalArgumentException as the class describes
   */
  public static void gram(int n, int terms, int lanes, double[] a, long aOffset, double beta, double[] c, long cOffset,
      Workers workers) {
    Checks.present("batchGram", "workers", workers);
    check(n, terms, lanes, a, aOffset, c, cOffset);
    Environment.require();
    gram(Backend.active(), n, terms, lanes, a, (int) aOffset, beta, c, (int) cOffset, workers);
  }

  /**
   * C = AᵀA + β·C by a chosen implementation, for conformance; arguments are not checked.
   *
   * @param backend the implementation
   * @param n       order of C, columns of A
   * @param terms   rows of A
   * @param lanes   problems in the block
   * @param a       array of A
   * @param ao      index of A's element (0, 0) of problem 0
   * @param beta    factor of C, any number
   * @param c       array of C
   * @param co      index of C's element (0, 0) of problem 0
   * @param workers the threads to use
   */
  public static void gram(Backend backend, int n, int terms, int lanes, double[] a, int ao, double beta, double[] c,
      int co, Workers workers) {
    int parts = (lanes + GRAIN - 1) / GRAIN;
    if (workers.threads() == 1 || parts < 2) {
      run(backend, n, terms, lanes, a, ao, beta, c, co, 0, lanes);
    } else {
      workers.run(parts, (part, slot) -> run(backend, n, terms, lanes, a, ao, beta, c, co, part * GRAIN,
          Math.min(lanes, (part + 1) * GRAIN)));
    }
  }

  private static void check(int n, int terms, int lanes, double[] a, long aOffset, double[] c, long cOffset) {
    Checks.size("batchGram", "n", n);
    Checks.size("batchGram", "terms", terms);
    int ao = BatchChecks.block("batchGram", "A", a, aOffset, terms, n, lanes);
    int co = BatchChecks.block("batchGram", "C", c, cOffset, n, n, lanes);
    if (terms > MOST_TERMS) {
      throw new IllegalArgumentException("batchGram: at most " + MOST_TERMS + " terms, but there are " + terms);
    }
    Checks.apart("batchGram", "C", "A", a == c, co, n * n * lanes, ao, terms * n * lanes);
  }

  private static void run(Backend backend, int n, int terms, int lanes, double[] a, int ao, double beta, double[] c,
      int co, int start, int end) {
    if (backend.isSimd()) {
      InterleavedSimd.gram(n, terms, lanes, a, ao, beta, c, co, start, end);
    } else {
      BatchGramReference.gram(n, terms, lanes, a, ao, beta, c, co, start, end);
    }
  }
}
