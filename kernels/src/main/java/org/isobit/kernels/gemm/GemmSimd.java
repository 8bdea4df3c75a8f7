// Master of FloatGemmSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The Vector API form of {@link Gemm}: same bits as {@link GemmReference}. Thread-safe.
 *
 * <p>An element's chain lives in a register while a block of terms is added and in C between blocks, so no block size
 * shows. Operands are read where they lie if that is as fast, else packed by {@link GemmPackSimd}; the tiles are
 * {@link GemmTileSimd} and, for the last columns, {@link GemmEdgeSimd}.
 */
public final class GemmSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Columns of a panel: two vectors. */
  private static final int NR = 2 * V;

  private static final int MR = 12;

  /** Whether masked loads and stores are cheap: AVX-512 and SVE of 512 bits; elsewhere the last columns are padded. */
  private static final boolean MASKS = SpeciesSimd.bits() == 512;

  private static final VectorMask<Double>[] FIRST = masks();

  private GemmSimd() {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorMask<Double>[] masks() {
    VectorMask<Double>[] first = new VectorMask[V + 1];
    for (int lanes = 0; lanes <= V; lanes++) {
      first[lanes] = S.indexInRange(0, lanes);
    }
    return first;
  }

  /**
   * C = α·op(A)·op(B) + β·C.
   *
   * @param transA whether op(A) = Aᵀ
   * @param transB whether op(B) = Bᵀ
   * @param m      rows of C
   * @param n      columns of C
   * @param k      terms of an element
   * @param alpha  factor of A
   * @param a      array of A
   * @param ao     index of A's element (0, 0)
   * @param lda    leading dimension of A
   * @param b      array of B
   * @param bo     index of B's element (0, 0)
   * @param ldb    leading dimension of B
   * @param beta   factor of C
   * @param c      array of C
   * @param co     index of C's element (0, 0)
   * @param ldc    leading dimension of C
   */
  public static void gemm(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc) {
    if (m == 0 || n == 0) {
      return;
    }
    boolean empty = alpha == 0.0 || k == 0;
    if (empty || beta != 0.0 && beta != 1.0) {
      scale(m, n, beta, c, co, ldc);
    }
    if (empty) {
      return;
    }
    if (k <= GemmBlocks.KC && n > V && !transA && !transB && alpha == 1.0
        && (long) k * n <= GemmBlocks.SMALL && (long) m * k <= GemmBlocks.SMALL) {
      small(m, n, k, a, ao, lda, b, bo, ldb, beta != 0.0, c, co, ldc);
    } else if (k <= GemmReference.RUN) {
      run(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta != 0.0, c, co, ldc);
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

  /** Everything fits L1: no packing, 4 rows at a time, the vectors of a row as panels of 4, then 3, or one of 2. */
  private static void small(int m, int n, int k, double[] a, int ao, int lda, double[] b, int bo, int ldb,
      boolean load, double[] c, int co, int ldc) {
    int vectors = (n + V - 1) / V;
    int twos = vectors == 2 || vectors == 5 ? 1 : 0;
    int threes = twos == 1 ? vectors / 5 : (4 - vectors % 4) % 4;
    int fours = (vectors - 3 * threes - 2 * twos) / 4;
    int j = 0;
    j += panels(4, fours, threes + twos == 0, j, m, n, k, a, ao, lda, b, bo, ldb, load, c, co, ldc);
    j += panels(3, threes, twos == 0, j, m, n, k, a, ao, lda, b, bo, ldb, load, c, co, ldc);
    panels(2, twos, true, j, m, n, k, a, ao, lda, b, bo, ldb, load, c, co, ldc);
  }

  /** Panels of equal width from column j on; the last vector of all may overlap the one before. Columns covered. */
  private static int panels(int width, int panels, boolean end, int j, int m, int n, int k, double[] a, int ao, int lda,
      double[] b, int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    int whole = end && n % V != 0 ? panels - 1 : panels;
    int columns = width * V;
    if (whole > 0) {
      strip(width, whole, columns - V, m, k, a, ao, lda, b, bo + j, ldb, load, c, co + j, ldc);
    }
    if (whole >= 0 && whole < panels) {
      int at = j + whole * columns;
      strip(width, 1, n - V - at, m, k, a, ao, lda, b, bo + at, ldb, load, c, co + at, ldc);
    }
    return panels * columns;
  }

  private static void strip(int width, int panels, int last, int m, int k, double[] a, int ao, int lda, double[] b,
      int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    for (int i = 0; i < m; ) {
      int left = m - i;
      int rows = width == 2 && left >= 8 ? 8 : Math.min(4, left);
      int ai = ao + i * lda;
      int ci = co + i * ldc;
      if (width == 4) {
        GemmSmallSimd.wide4(a, ai, lda, b, bo, ldb, last, panels, rows, k, load, c, ci, ldc);
      } else if (width == 3) {
        GemmSmallSimd.wide3(a, ai, lda, b, bo, ldb, last, panels, rows, k, load, c, ci, ldc);
      } else if (rows == 8) {
        GemmSmallSimd.rows8(a, ai, lda, b, bo, ldb, last, k, load, c, ci, ldc);
      } else {
        GemmSmallSimd.rows4(a, ai, lda, b, bo, ldb, last, rows, k, load, c, ci, ldc);
      }
      i += rows;
    }
  }

  /**
   * The lower triangle of C = α·op(A)·op(A)ᵀ + β·C.
   *
   * @param transA whether op(A) = Aᵀ
   * @param n      order of C
   * @param k      terms of an element
   * @param alpha  factor of A
   * @param a      array of A
   * @param ao     index of A's element (0, 0)
   * @param lda    leading dimension of A
   * @param beta   factor of C
   * @param c      array of C
   * @param co     index of C's element (0, 0)
   * @param ldc    leading dimension of C
   */
  public static void syrk(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta,
      double[] c, int co, int ldc) {
    GemmReference.syrk(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
  }

  /** Run 0 into C, each later run into a buffer from +0, then added. */
  private static void runs(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    run(transA, transB, m, n, GemmReference.RUN, alpha, a, ao, lda, b, bo, ldb, load, c, co, ldc);
    double[] sum = GemmBlocks.mine().run(m * n);
    for (int start = GemmReference.RUN; start < k; start += GemmReference.RUN) {
      run(transA, transB, m, n, Math.min(GemmReference.RUN, k - start), alpha, a,
          transA ? ao + start * lda : ao + start, lda, b, transB ? bo + start : bo + start * ldb, ldb, false, sum, 0, n);
      for (int i = 0; i < m; i++) {
        addRow(n, sum, i * n, c, co + i * ldc);
      }
    }
  }

  /** One run: loops over column blocks, blocks of terms and tile rows. */
  private static void run(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    boolean packA = transA || alpha != 1.0 || n >= GemmBlocks.PACK_A;
    boolean packB = transB || m >= GemmBlocks.PACK_B;
    if (!packA && !packB && k <= GemmBlocks.KC) {
      block(a, ao, lda, b, bo, ldb, NR, m, n, k, load, c, co, ldc);
      return;
    }
    double[] packed = packB ? GemmBlocks.mine().b(Math.min(k, GemmBlocks.KC) * (Math.min(n, GemmBlocks.NC) + NR)) : b;
    for (int j = 0; j < n; j += GemmBlocks.NC) {
      int nc = Math.min(GemmBlocks.NC, n - j);
      for (int p = 0; p < k; p += GemmBlocks.KC) {
        int kc = Math.min(GemmBlocks.KC, k - p);
        int bp = bo + (transB ? j * ldb + p : p * ldb + j);
        if (packB) {
          packB(transB, kc, nc, b, bp, ldb, packed);
        }
        int ap = ao + (transA ? p * lda : p);
        if (packA) {
          packing(transA, alpha, a, ap, lda, packed, packB ? 0 : bp, packB ? NR : ldb, packB ? NR * kc : NR, m, nc, kc,
              load || p > 0, c, co + j, ldc);
        } else {
          block(a, ap, lda, packed, packB ? 0 : bp, packB ? NR : ldb, packB ? NR * kc : NR, m, nc, kc, load || p > 0, c,
              co + j, ldc);
        }
      }
    }
  }

  private static void packB(boolean transB, int kc, int nc, double[] b, int bo, int ldb, double[] packed) {
    if (!transB) {
      GemmPackSimd.panels(kc, nc, b, bo, ldb, packed, NR);
      return;
    }
    for (int j = 0; j < nc; j += NR) {
      GemmPackSimd.transposed(Math.min(NR, nc - j), kc, 1.0, b, bo + j * ldb, ldb, packed, j * kc, NR);
    }
  }

  /** All tile rows of a block, A packed one tile row at a time: it is used at once, from L1. */
  private static void packing(boolean transA, double alpha, double[] a, int ia, int lda, double[] b, int ib, int ldb,
      int step, int m, int n, int kc, boolean load, double[] c, int ic, int ldc) {
    int ldp = kc + GemmBlocks.LINE;
    double[] packed = GemmBlocks.mine().a(MR * (GemmBlocks.KC + GemmBlocks.LINE));
    for (int i = 0; i < m; ) {
      int rows = tileRows(m - i);
      if (transA) {
        GemmPackSimd.transposed(kc, rows, alpha, a, ia + i, lda, packed, 0, ldp);
      } else {
        GemmPackSimd.rows(rows, kc, alpha, a, ia + i * lda, lda, packed, ldp);
      }
      tileRow(rows, packed, 0, ldp, b, ib, ldb, step, n, kc, load, c, ic + i * ldc, ldc);
      i += rows;
    }
  }

  /** All tile rows of a block, A read where it lies; panel p of B starts at ib + p·step. */
  private static void block(double[] a, int ia, int lda, double[] b, int ib, int ldb, int step, int m, int n, int kc,
      boolean load, double[] c, int ic, int ldc) {
    for (int i = 0; i < m; ) {
      int rows = tileRows(m - i);
      tileRow(rows, a, ia + i * lda, lda, b, ib, ldb, step, n, kc, load, c, ic + i * ldc, ldc);
      i += rows;
    }
  }

  private static void tileRow(int rows, double[] a, int ia, int lda, double[] b, int ib, int ldb, int step, int n,
      int kc, boolean load, double[] c, int ic, int ldc) {
    int panels = n / NR;
    if (panels > 0) {
      tile(rows, a, ia, lda, b, ib, ldb, step, panels, kc, load, c, ic, ldc);
    }
    int rest = n - panels * NR;
    if (rest == 0) {
      return;
    }
    int at = ib + panels * step;
    int to = ic + panels * NR;
    if (!MASKS) {
      padded(rows, a, ia, lda, b, at, ldb, rest, kc, load, c, to, ldc);
      return;
    }
    edge(rows, a, ia, lda, b, at, ldb, kc, load, c, to, ldc, FIRST[Math.min(rest, V)]);
    if (rest > V) {
      edge(rows, a, ia, lda, b, at + V, ldb, kc, load, c, to + V, ldc, FIRST[rest - V]);
    }
  }

  /** The last columns where masks are slow: B and C go through a buffer of full width; its surplus is not read. */
  private static void padded(int rows, double[] a, int ia, int lda, double[] b, int ib, int ldb, int columns, int kc,
      boolean load, double[] c, int ic, int ldc) {
    double[] buffer = GemmBlocks.mine().edge((GemmBlocks.KC + MR) * NR);
    for (int k = 0; k < kc; k++) {
      System.arraycopy(b, ib + k * ldb, buffer, k * NR, columns);
    }
    int at = kc * NR;
    for (int r = 0; load && r < rows; r++) {
      System.arraycopy(c, ic + r * ldc, buffer, at + r * NR, columns);
    }
    tile(rows, a, ia, lda, buffer, 0, NR, 0, 1, kc, load, buffer, at, NR);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(buffer, at + r * NR, c, ic + r * ldc, columns);
    }
  }

  /** Rows of the next tile: 16 are better as 8 + 8 than as 12 + 4, whose second tile has too few chains. */
  private static int tileRows(int left) {
    return left >= MR && left != 16 ? MR : left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  private static void tile(int rows, double[] a, int ia, int lda, double[] b, int ib, int ldb, int step, int panels,
      int kc, boolean load, double[] c, int ic, int ldc) {
    switch (rows) {
      case 12 -> GemmTileSimd.rows12(a, ia, lda, b, ib, ldb, step, panels, kc, load, c, ic, ldc);
      case 8 -> GemmTileSimd.rows8(a, ia, lda, b, ib, ldb, step, panels, kc, load, c, ic, ldc);
      case 4 -> GemmTileSimd.rows4(a, ia, lda, b, ib, ldb, step, panels, kc, load, c, ic, ldc);
      case 2 -> GemmTileSimd.rows2(a, ia, lda, b, ib, ldb, step, panels, kc, load, c, ic, ldc);
      default -> GemmTileSimd.rows1(a, ia, lda, b, ib, ldb, step, panels, kc, load, c, ic, ldc);
    }
  }

  private static void edge(int rows, double[] a, int ia, int lda, double[] b, int ib, int ldb, int kc, boolean load,
      double[] c, int ic, int ldc, VectorMask<Double> mask) {
    switch (rows) {
      case 12 -> GemmEdgeSimd.rows12(a, ia, lda, b, ib, ldb, kc, load, c, ic, ldc, mask);
      case 8 -> GemmEdgeSimd.rows8(a, ia, lda, b, ib, ldb, kc, load, c, ic, ldc, mask);
      case 4 -> GemmEdgeSimd.rows4(a, ia, lda, b, ib, ldb, kc, load, c, ic, ldc, mask);
      case 2 -> GemmEdgeSimd.rows2(a, ia, lda, b, ib, ldb, kc, load, c, ic, ldc, mask);
      default -> GemmEdgeSimd.rows1(a, ia, lda, b, ib, ldb, kc, load, c, ic, ldc, mask);
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
      java.util.Arrays.fill(c, co, co + n, 0.0);
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
