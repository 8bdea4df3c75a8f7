// Master of FloatGemmLoopsSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The loops around the micro-kernels for one run of terms. A narrow product keeps all columns of a block of B in L1
 * ({@link GemmSmallSimd}); a wide one goes through panels of B in L2 ({@link GemmTileSimd}). Operands are read where
 * they lie if that is as fast, else packed by {@link GemmPackSimd}.
 */
final class GemmLoopsSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Columns of a panel: two vectors. */
  private static final int NR = 2 * V;

  private static final int MR = 12;

  /** Whether masked loads and stores are cheap: AVX-512 and SVE of 512 bits; elsewhere a narrow C is padded. */
  private static final boolean MASKS = SpeciesSimd.bits() == 512;

  /**
   * Terms up to which masks pay where half vectors fit: fewer than the blocks of a longer chain have, which goes on
   * from C in half vectors, and so needs one kernel rather than two.
   */
  private static final int FEW = 80;

  private static final VectorMask<Double>[] FIRST = masks();

  private GemmLoopsSimd() {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorMask<Double>[] masks() {
    VectorMask<Double>[] first = new VectorMask[V + 1];
    for (int lanes = 0; lanes <= V; lanes++) {
      first[lanes] = S.indexInRange(0, lanes);
    }
    return first;
  }

  /** One run, k ≤ 4096, into C: from C if {@code load}, else from +0. */
  static void run(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao, int lda,
      double[] b, int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    if (n > GemmBlocks.NARROW && (long) n * k > GemmBlocks.SMALL) {
      wide(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, load, c, co, ldc);
    } else {
      narrow(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, load, c, co, ldc);
    }
  }

  /** Few columns, or few elements of B: a block of A stays in L1 with a panel of B, and C passes by once. */
  private static void narrow(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    int kBlocks = (k + GemmBlocks.KC_NARROW - 1) / GemmBlocks.KC_NARROW;
    int kMost = (k + kBlocks - 1) / kBlocks;
    int mMost = Math.min(m, GemmBlocks.SMALL / kMost + 7 & -8);
    double[] packedA = alpha == 1.0 ? a : GemmBlocks.mine().a(mMost * kMost);
    double[] packedB = b;
    int ldp = ldb;
    int bp = bo;
    if (transB || far(ldb) && m >= 16) {
      // Rows an odd number of cache lines apart do not meet in the cache.
      ldp = ((n + GemmBlocks.LINE - 1) / GemmBlocks.LINE | 1) * GemmBlocks.LINE;
      bp = 0;
      packedB = GemmBlocks.mine().b(k * ldp);
      if (transB) {
        GemmTransposeSimd.transpose(n, k, b, bo, ldb, packedB, 0, ldp);
      } else {
        GemmPackSimd.copied(k, n, b, bo, ldb, packedB, 0, ldp);
      }
    }
    int sr = transA ? 1 : alpha == 1.0 ? lda : kMost;
    int sk = transA ? alpha == 1.0 ? lda : mMost : 1;
    for (int i = 0; i < m; i += mMost) {
      int mc = Math.min(mMost, m - i);
      for (int p = 0; p < k; p += kMost) {
        int kc = Math.min(kMost, k - p);
        int ai = ao + (transA ? p * lda + i : i * lda + p);
        if (alpha != 1.0) {
          GemmPackSimd.scaled(transA ? kc : mc, transA ? mc : kc, alpha, a, ai, lda, packedA, 0, transA ? sk : sr);
          ai = 0;
        }
        strips(mc, n, kc, packedA, ai, sr, sk, packedB, bp + p * ldp, ldp, load || p > 0, c, co + i * ldc, ldc);
      }
    }
  }

  /** Whether rows of B are so far apart that they meet in the cache: many rows of A make up for copying them. */
  private static boolean far(int ldb) {
    return ldb >= 16 * GemmBlocks.LINE;
  }

  /**
   * Many columns: column blocks, blocks of terms, tile rows; A gets its factor, and its place where rows meet in the
   * cache, one tile row at a time. Of very many columns the blocks follow each other within a block of terms, and A,
   * which by then would have left the cache, is kept as it was packed for the first.
   */
  private static void wide(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    boolean packB = transB || m >= GemmBlocks.PACK_B || far(ldb) && m >= GemmBlocks.PACK_FAR_B;
    int kMost = Math.min(k, GemmBlocks.KC);
    int nMost = Math.max(GemmBlocks.NC, GemmBlocks.KC * GemmBlocks.NC / kMost & -NR);
    boolean copyA = alpha != 1.0 || GemmBlocks.collide(lda);
    boolean keep = n > (copyA ? 3 : 5) * nMost;
    boolean packA = keep || copyA;
    int blocks = keep ? (m + GemmBlocks.MC - 1) / GemmBlocks.MC : 1;
    int mMost = ((m + blocks - 1) / blocks + MR - 1) / MR * MR;
    double[] packedB = packB ? GemmBlocks.mine().b(kMost * (Math.min(n, nMost) + 2 * NR)) : b;
    double[] packedA = packA ? GemmBlocks.mine().a((keep ? mMost : MR) * (kMost + GemmBlocks.LINE)) : a;
    for (int i = 0; i < m; i += mMost) {
      for (int start = 0; start < n; ) {
        int end = keep ? n : start + columns(n - start, nMost);
        for (int p = 0; p < k; p += kMost) {
          int kc = Math.min(kMost, k - p);
          int ap = ao + (transA ? p * lda + i : i * lda + p);
          for (int j = start; j < end; ) {
            int nc = columns(end - j, nMost);
            int bp = bo + (transB ? j * ldb + p : p * ldb + j);
            if (packB) {
              packB(transB, kc, nc, b, bp, ldb, packedB);
              bp = 0;
            }
            tileRows(transA, Math.min(mMost, m - i), kc, alpha, a, ap, lda, packedA, packA, keep, j > 0, packedB, bp,
                packB, ldb, nc, load || p > 0, c, co + i * ldc + j, ldc);
            j += nc;
          }
        }
        start = end;
      }
    }
  }

  /** Columns of the next block: the last one takes what would be a sliver. */
  private static int columns(int left, int most) {
    return left < most + NR ? left : most;
  }

  /** The tile rows of a block of C; {@code keep}: each has its own place in packed A, where it is if {@code kept}. */
  private static void tileRows(boolean transA, int m, int kc, double alpha, double[] a, int ao, int lda,
      double[] packedA, boolean packA, boolean keep, boolean kept, double[] b, int bo, boolean packedB, int ldb, int n,
      boolean load, double[] c, int co, int ldc) {
    for (int i = 0; i < m; ) {
      int rows = m - i == 16 ? 8 : Math.min(MR, m - i);
      int ai = transA ? ao + i : ao + i * lda;
      int ld = lda;
      if (packA) {
        int at = keep ? i * (kc + GemmBlocks.LINE) : 0;
        ld = transA ? rows : kc + GemmBlocks.LINE;
        if (!(keep && kept)) {
          GemmPackSimd.scaled(transA ? kc : rows, transA ? rows : kc, alpha, a, ai, lda, packedA, at, ld);
        }
        ai = at;
      }
      tileRow(transA, rows, packedA, ai, ld, b, bo, packedB, ldb, n, kc, load, c, co + i * ldc, ldc);
      i += rows;
    }
  }

  /** Whole panels of a block of n columns: the last one goes with what is left over, unless nothing is. */
  private static int panels(int n) {
    return n % NR == 0 ? n / NR : Math.max(0, n / NR - 1);
  }

  /** Panels one after the other, then the rest, its rows 2 panels long. */
  private static void packB(boolean transB, int kc, int n, double[] b, int bo, int ldb, double[] packed) {
    int whole = panels(n);
    int at = whole * NR;
    if (!transB) {
      GemmPackSimd.panels(kc, whole, NR, b, bo, ldb, packed);
      GemmPackSimd.copied(kc, n - at, b, bo + at, ldb, packed, at * kc, 2 * NR);
      return;
    }
    for (int j = 0; j < at; j += NR) {
      GemmTransposeSimd.transpose(NR, kc, b, bo + j * ldb, ldb, packed, j * kc, NR);
    }
    GemmTransposeSimd.transpose(n - at, kc, b, bo + at * ldb, ldb, packed, at * kc, 2 * NR);
  }

  private static void tileRow(boolean transA, int rows, double[] a, int ia, int ld, double[] b, int ib,
      boolean packedB, int ldb, int n, int kc, boolean load, double[] c, int ic, int ldc) {
    int whole = panels(n);
    int step = packedB ? NR * kc : NR;
    int ldp = packedB ? NR : ldb;
    int sr = transA ? 1 : ld;
    int sk = transA ? ld : 1;
    if (whole > 0 && rows == MR) {
      if (transA) {
        GemmTileSimd.columns12(a, ia, ld, b, ib, ldp, step, whole, kc, load, c, ic, ldc);
      } else {
        GemmTileSimd.rows12(a, ia, ld, b, ib, ldp, step, whole, kc, load, c, ic, ldc);
      }
    } else {
      for (int j = 0; j < whole; j++) {
        strip(2, V, rows, kc, a, ia, sr, sk, b, ib + j * step, ldp, load, c, ic + j * NR, ldc);
      }
    }
    int rest = n - whole * NR;
    if (rest > 0) {
      strips(rows, rest, kc, a, ia, sr, sk, b, ib + whole * step, packedB ? 2 * NR : ldb, load, c, ic + whole * NR,
          ldc);
    }
  }

  /** m rows of n columns by the small kernels: the vectors of a row by three, the rest as one panel of 4 or 2. */
  static void strips(int m, int n, int k, double[] a, int ao, int sr, int sk, double[] b, int bo, int ldb,
      boolean load, double[] c, int co, int ldc) {
    if (n <= V) {
      sliver(m, n, k, a, ao, sr, sk, b, bo, ldb, load, c, co, ldc);
      return;
    }
    int j = 0;
    for (int vectors = (n + V - 1) / V; vectors > 0; ) {
      int width = vectors == 4 || vectors == 2 ? vectors : 3;
      // The last vector of the last panel may overlap the one before.
      int last = Math.min((width - 1) * V, n - V - j);
      strip(width, last, m, k, a, ao, sr, sk, b, bo + j, ldb, load, c, co + j, ldc);
      j += width * V;
      vectors -= width;
    }
  }

  static void strip(int width, int last, int m, int k, double[] a, int ao, int sr, int sk, double[] b, int bo,
      int ldb, boolean load, double[] c, int co, int ldc) {
    int i = 0;
    if (width == 3) {
      for (; i <= m - 8; i += 8) {
        GemmSmallSimd.tile8x3(a, ao + i * sr, sr, sk, b, bo, ldb, last, k, load, c, co + i * ldc, ldc);
      }
    } else if (width == 2) {
      for (; i <= m - 8; i += 8) {
        GemmSmallSimd.tile8x2(a, ao + i * sr, sr, sk, b, bo, ldb, last, k, load, c, co + i * ldc, ldc);
      }
    }
    for (; i < m; i += 4) {
      int rows = Math.min(4, m - i);
      int ai = ao + i * sr;
      int ci = co + i * ldc;
      if (width == 4 && rows < 4) {
        rest(2, a, ai, sr, sk, b, bo, ldb, V, rows, k, load, c, ci, ldc);
        rest(2, a, ai, sr, sk, b, bo + NR, ldb, last - NR, rows, k, load, c, ci + NR, ldc);
      } else {
        rest(width, a, ai, sr, sk, b, bo, ldb, last, rows, k, load, c, ci, ldc);
      }
    }
  }

  private static void rest(int width, double[] a, int ai, int sr, int sk, double[] b, int bo, int ldb, int last,
      int rows, int k, boolean load, double[] c, int ci, int ldc) {
    if (load) {
      next(width, a, ai, sr, sk, b, bo, ldb, last, rows, k, c, ci, ldc);
    } else {
      first(width, a, ai, sr, sk, b, bo, ldb, last, rows, k, c, ci, ldc);
    }
  }

  private static void first(int width, double[] a, int ai, int sr, int sk, double[] b, int bo, int ldb, int last,
      int rows, int k, double[] c, int ci, int ldc) {
    switch (width) {
      case 4 -> GemmRestSimd.first4x4(a, ai, sr, sk, b, bo, ldb, last, k, c, ci, ldc);
      case 3 -> GemmRestSimd.first4x3(a, ai, sr, sk, b, bo, ldb, last, rows, k, c, ci, ldc);
      default -> GemmRestSimd.first4x2(a, ai, sr, sk, b, bo, ldb, last, rows, k, c, ci, ldc);
    }
  }

  private static void next(int width, double[] a, int ai, int sr, int sk, double[] b, int bo, int ldb, int last,
      int rows, int k, double[] c, int ci, int ldc) {
    switch (width) {
      case 4 -> GemmRestSimd.next4x4(a, ai, sr, sk, b, bo, ldb, last, k, c, ci, ldc);
      case 3 -> GemmRestSimd.next4x3(a, ai, sr, sk, b, bo, ldb, last, rows, k, c, ci, ldc);
      default -> GemmRestSimd.next4x2(a, ai, sr, sk, b, bo, ldb, last, rows, k, c, ci, ldc);
    }
  }

  /** At most one vector of columns. */
  private static void sliver(int m, int n, int k, double[] a, int ao, int sr, int sk, double[] b, int bo, int ldb,
      boolean load, double[] c, int co, int ldc) {
    if (n == V) {
      for (int i = 0; i < m; i += 8) {
        int rows = Math.min(8, m - i);
        GemmEdgeSimd.rows8(a, ao + i * sr, sr, sk, b, bo, ldb, rows, k, load, c, co + i * ldc, ldc);
      }
    } else if (MASKS && !load && (n < GemmHalfSimd.V || k <= FEW)) {
      masked(m, k, a, ao, sr, sk, b, bo, ldb, c, co, ldc, FIRST[n]);
    } else if (n >= GemmHalfSimd.V) {
      int last = n - GemmHalfSimd.V;
      for (int i = 0; i < m; i += 8) {
        int rows = Math.min(8, m - i);
        GemmHalfSimd.tile8x2(a, ao + i * sr, sr, sk, b, bo, ldb, last, rows, k, load, c, co + i * ldc, ldc);
      }
    } else if (MASKS) {
      VectorMask<Double> mask = FIRST[n];
      for (int i = 0; i < m; i += 4) {
        int rows = Math.min(4, m - i);
        GemmEdgeSimd.next4(a, ao + i * sr, sr, sk, b, bo, ldb, rows, k, c, co + i * ldc, ldc, mask);
      }
    } else {
      padded(m, n, k, a, ao, sr, sk, b, bo, ldb, load, c, co, ldc);
    }
  }

  /** Columns of a mask, from +0. */
  private static void masked(int m, int k, double[] a, int ao, int sr, int sk, double[] b, int bo, int ldb, double[] c,
      int co, int ldc, VectorMask<Double> mask) {
    for (int i = 0; i < m; i += 8) {
      int left = m - i;
      if (left <= 4) {
        GemmEdgeSimd.first4(a, ao + i * sr, sr, sk, b, bo, ldb, left, k, c, co + i * ldc, ldc, mask);
      } else {
        GemmEdgeSimd.first8(a, ao + i * sr, sr, sk, b, bo, ldb, Math.min(8, left), k, c, co + i * ldc, ldc, mask);
      }
    }
  }

  /** Where masks are slow B and C go through a buffer of full width; nobody reads its surplus columns. */
  private static void padded(int m, int n, int k, double[] a, int ao, int sr, int sk, double[] b, int bo, int ldb,
      boolean load, double[] c, int co, int ldc) {
    double[] buffer = GemmBlocks.mine().edge((k + 8) * NR);
    for (int p = 0; p < k; p++) {
      System.arraycopy(b, bo + p * ldb, buffer, p * NR, n);
    }
    int at = k * NR;
    for (int i = 0; i < m; i += 8) {
      int rows = Math.min(8, m - i);
      for (int r = 0; load && r < rows; r++) {
        System.arraycopy(c, co + (i + r) * ldc, buffer, at + r * NR, n);
      }
      strip(2, V, rows, k, a, ao + i * sr, sr, sk, buffer, 0, NR, load, buffer, at, NR);
      for (int r = 0; r < rows; r++) {
        System.arraycopy(buffer, at + r * NR, c, co + (i + r) * ldc, n);
      }
    }
  }
}
