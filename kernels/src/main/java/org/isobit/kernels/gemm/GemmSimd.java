// Master of FloatGemmSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The Vector API form of {@link Gemm}: same bits as {@link GemmReference}. Thread-safe.
 *
 * <p>An element's chain lives in a register while a block of terms is added and in C between blocks, so no block size
 * shows. Here are β and the runs; {@link GemmLoopsSimd} has the loops of one run.
 */
public final class GemmSimd extends GemmReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  GemmSimd() {}

  @Override
  public void gemm(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao, int lda,
      double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc) {
    if (m == 0 || n == 0) {
      return;
    }
    boolean load = beta == 1.0;
    if (alpha == 1.0 && !transB && k > 1 && n > 1 && k <= GemmBlocks.KC && (long) k * ldb <= GemmBlocks.DIRECT
        && (long) m * k <= GemmBlocks.DIRECT && (load || beta == 0.0)) {
      // First, and short enough to be inlined, because here every nanosecond counts.
      GemmLoopsSimd.strips(m, n, k, a, ao, transA ? 1 : lda, transA ? lda : 1, b, bo, ldb, load, c, co, ldc);
    } else {
      general(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
    }
  }

  /** Any product of at least one row and column. */
  private static void general(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc) {
    boolean empty = alpha == 0.0 || k == 0;
    if (empty || beta != 0.0 && beta != 1.0) {
      scale(m, n, beta, c, co, ldc);
    }
    if (empty) {
      return;
    }
    if (k == 1) {
      GemvSimd.outer(m, n, alpha, a, ao, transA ? 1 : lda, b, bo, transB ? ldb : 1, beta != 0.0, c, co, ldc);
    } else if (k <= RUN) {
      single(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta != 0.0, c, co, ldc);
    } else {
      for (int i = 0; i < m; i += GemmBlocks.RUN_TILE) {
        for (int j = 0; j < n; j += GemmBlocks.RUN_TILE) {
          runs(transA, transB, Math.min(GemmBlocks.RUN_TILE, m - i), Math.min(GemmBlocks.RUN_TILE, n - j), k, alpha, a,
              transA ? ao + i : ao + i * lda, lda, b, transB ? bo + j * ldb : bo + j, ldb, beta != 0.0, c,
              co + i * ldc + j, ldc);
        }
      }
    }
  }

  /** One run. A single row or column is a product with a vector; α changes sides only where it is a sign. */
  private static void single(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    if (n == 1) {
      int step = transB ? 1 : ldb;
      if (transA) {
        GemvSimd.transposed(m, k, alpha, a, ao, lda, b, bo, step, load, c, co, ldc);
      } else {
        GemvSimd.plain(m, k, alpha, a, ao, lda, b, bo, step, load, c, co, ldc);
      }
    } else if (m == 1 && (alpha == 1.0 || alpha == -1.0)) {
      int step = transA ? lda : 1;
      if (transB) {
        GemvSimd.plain(n, k, alpha, b, bo, ldb, a, ao, step, load, c, co, 1);
      } else {
        GemvSimd.transposed(n, k, alpha, b, bo, ldb, a, ao, step, load, c, co, 1);
      }
    } else {
      GemmLoopsSimd.run(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, load, c, co, ldc);
    }
  }

  @Override
  public void syrk(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta, double[] c,
      int co, int ldc) {
    triangle(transA, n, k, alpha, a, ao, lda, beta, false, c, co, ldc);
  }

  @Override
  public void lower(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta, double[] c,
      int co, int ldc) {
    triangle(transA, n, k, alpha, a, ao, lda, beta, true, c, co, ldc);
  }

  @Override
  public void mirror(int n, double[] c, int co, int ldc) {
    for (int i = 0; i < n; i += 8) {
      int rows = Math.min(8, n - i);
      GemmTransposeSimd.transpose(rows, i, c, co + i * ldc, ldc, c, co + i, ldc);
      super.mirror(rows, c, co + i * ldc + i, ldc);
    }
  }

  @Override
  public void packed(PackedMatrix a, int n, double[] x, int xo, int ldx, double beta, double[] y, int yo, int ldy) {
    if (a.rows() == 0) {
      return;
    }
    scale(n, a.rows(), beta, y, yo, ldy);
    if (a.isRead()) {
      for (int j = 0; j < n; j += GemmPanelsSimd.ROWS) {
        int rows = Math.min(GemmPanelsSimd.ROWS, n - j);
        packedRows(a, rows, x, xo + j * ldx, ldx, y, yo + j * ldy, ldy);
      }
    }
  }

  private static void packedRows(PackedMatrix a, int rows, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    int m = a.rows();
    int k = a.columns();
    GemmPanelsSimd.run(rows, m, Math.min(k, RUN), x, xo, ldx, a.panels(), 0, k * GemmPanelsSimd.PANEL, y, yo, ldy);
    for (int start = RUN; start < k; start += RUN) {
      double[] sum = GemmBlocks.mine().run(rows * m);
      Arrays.fill(sum, 0, rows * m, 0.0);
      GemmPanelsSimd.run(rows, m, Math.min(RUN, k - start), x, xo + start, ldx, a.panels(),
          start * GemmPanelsSimd.PANEL, k * GemmPanelsSimd.PANEL, sum, 0, m);
      for (int i = 0; i < rows; i++) {
        addRow(m, sum, i * m, y, yo + i * ldy);
      }
    }
  }

  /** Halves the triangle until its side is narrow: a square below, two triangles. */
  private void triangle(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta,
      boolean whole, double[] c, int co, int ldc) {
    if (n <= GemmBlocks.NARROW) {
      smallTriangle(transA, n, k, alpha, a, ao, lda, beta, whole, c, co, ldc);
      return;
    }
    int half = Math.max(GemmBlocks.NARROW, n / 2 / GemmBlocks.NARROW * GemmBlocks.NARROW);
    int at = transA ? ao + half : ao + half * lda;
    triangle(transA, half, k, alpha, a, ao, lda, beta, whole, c, co, ldc);
    gemm(transA, !transA, n - half, half, k, alpha, a, at, lda, a, ao, lda, beta, c, co + half * ldc, ldc);
    triangle(transA, n - half, k, alpha, a, at, lda, beta, whole, c, co + half * ldc + half, ldc);
  }

  private static void smallTriangle(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda,
      double beta, boolean whole, double[] c, int co, int ldc) {
    boolean empty = n == 0 || alpha == 0.0 || k == 0;
    if (empty || beta != 0.0 && beta != 1.0) {
      for (int i = 0; i < n; i++) {
        scale(1, i + 1, beta, c, co + i * ldc, ldc);
      }
    }
    if (empty) {
      return;
    }
    int run = Math.min(k, RUN);
    GemmTriangleSimd.run(transA, n, run, alpha, a, ao, lda, beta != 0.0, whole, c, co, ldc);
    for (int start = run; start < k; start += RUN) {
      double[] sum = GemmBlocks.mine().run(n * n);
      GemmTriangleSimd.run(transA, n, Math.min(RUN, k - start), alpha, a,
          transA ? ao + start * lda : ao + start, lda, false, true, sum, 0, n);
      for (int i = 0; i < n; i++) {
        addRow(i + 1, sum, i * n, c, co + i * ldc);
      }
    }
  }

  /** Run 0 into C, each later run into a buffer from +0, then added. */
  private static void runs(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    single(transA, transB, m, n, RUN, alpha, a, ao, lda, b, bo, ldb, load, c, co, ldc);
    double[] sum = GemmBlocks.mine().run(m * n);
    for (int start = RUN; start < k; start += RUN) {
      single(transA, transB, m, n, Math.min(RUN, k - start), alpha, a,
          transA ? ao + start * lda : ao + start, lda, b, transB ? bo + start : bo + start * ldb, ldb, false, sum, 0,
          n);
      for (int i = 0; i < m; i++) {
        addRow(n, sum, i * n, c, co + i * ldc);
      }
    }
  }

  /** C = β·C; β = 0 only writes, β = 1 does nothing. */
  private static void scale(int m, int n, double beta, double[] c, int co, int ldc) {
    if (beta == 1.0) {
      return;
    }
    for (int i = 0; i < m; i++) {
      scaleRow(n, beta, c, co + i * ldc);
    }
  }

  private static void scaleRow(int n, double beta, double[] c, int co) {
    if (beta == 0.0) {
      Arrays.fill(c, co, co + n, 0.0);
      return;
    }
    DoubleVector factor = DoubleVector.broadcast(S, beta);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, c, co + j).mul(factor).intoArray(c, co + j);
    }
    for (; j < n; j++) {
      c[co + j] = beta * c[co + j];
    }
  }

  private static void addRow(int n, double[] x, int xo, double[] c, int co) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, c, co + j).add(DoubleVector.fromArray(S, x, xo + j)).intoArray(c, co + j);
    }
    for (; j < n; j++) {
      c[co + j] += x[xo + j];
    }
  }
}
