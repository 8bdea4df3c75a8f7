package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.FloatGemm;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Products of matrices, floating-point ones by the kernels {@link Gemm}. */
final class MatrixOperators {

  private MatrixOperators() {}

  static void add(Operators t) {
    t.one("MatMul", 2, 2, "", c -> product(c.in(0), c.in(1)));
    t.one("Gemm", 2, 3, "alpha beta transA transB", MatrixOperators::gemm);
    t.prepared("MatMul", fixed -> PreparedProducts.matMul(fixed, c -> product(c.in(0), c.in(1))));
    t.prepared("Gemm", fixed -> PreparedProducts.gemm(fixed, MatrixOperators::gemm));
  }

  /** One product: C = α·op(A)·op(B) + β·C, all contiguous, from places in their tensors. */
  private record Product(boolean transA, boolean transB, int m, int n, int k, double alpha, double beta) {
    void run(Tensor a, int ao, Tensor b, int bo, Tensor c, int co) {
      int lda = Math.max(1, transA ? m : k);
      int ldb = Math.max(1, transB ? k : n);
      int ldc = Math.max(1, n);
      if (a.type() == ElementType.DOUBLE) {
        Gemm.gemm(transA, transB, m, n, k, alpha, a.doubles(), ao, lda, b.doubles(), bo, ldb, beta, c.doubles(), co,
            ldc, Workers.shared());
      } else if (a.type().single()) {
        FloatGemm.gemm(transA, transB, m, n, k, (float) alpha, a.floats(), ao, lda, b.floats(), bo, ldb, (float) beta,
            c.floats(), co, ldc, Workers.shared());
      } else {
        whole(a.longs(), ao, lda, b.longs(), bo, ldb, c.longs(), co);
      }
    }

    private void whole(long[] a, int ao, int lda, long[] b, int bo, int ldb, long[] c, int co) {
      if (alpha != 1 || beta != 1 && beta != 0) {
        throw new IllegalArgumentException("integers take no factors");
      }
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          long s = beta == 0 ? 0 : c[co + i * n + j];
          for (int p = 0; p < k; p++) {
            s += a[ao + (transA ? p * lda + i : i * lda + p)] * b[bo + (transB ? j * ldb + p : p * ldb + j)];
          }
          c[co + i * n + j] = s;
        }
      }
    }
  }

  private static void requireNumbers(Tensor a, Tensor b) {
    Elements.requireSame(a, b);
    if (a.type() == ElementType.BOOL) {
      throw Elements.refused(a.type());
    }
  }

  private static Tensor finished(Tensor y) {
    if (!y.type().floating()) {
      for (int i = 0; i < y.size(); i++) {
        y.longs()[i] = y.type().wrap(y.longs()[i]);
      }
    }
    return Elements.rounded(y);
  }

  /** As numpy.matmul: vectors become matrices for the product, dimensions before the last two are broadcast. */
  private static Tensor product(Tensor x, Tensor z) {
    requireNumbers(x, z);
    if (x.rank() == 0 || z.rank() == 0) {
      throw new IllegalArgumentException("takes vectors and matrices, not " + x + " and " + z);
    }
    Tensor a = x.rank() == 1 ? x.reshaped(1, x.dim(0)) : x;
    Tensor b = z.rank() == 1 ? z.reshaped(z.dim(0), 1) : z;
    int m = a.dim(a.rank() - 2);
    int k = a.dim(a.rank() - 1);
    int n = b.dim(b.rank() - 1);
    if (b.dim(b.rank() - 2) != k) {
      throw new IllegalArgumentException(x + " and " + z + " have no product");
    }
    int[] outerA = Arrays.copyOf(a.dims(), a.rank() - 2);
    int[] outerB = Arrays.copyOf(b.dims(), b.rank() - 2);
    int[] outer = Dims.broadcast(outerA, outerB);
    Tensor y = Tensor.zeros(x.type(), GatherOperators.joined(outer, new int[] {m, n}));
    if (Dims.count(outerB) == 1 && outerA.length == outer.length) {
      // One matrix for all rows: one product.
      new Product(false, false, Dims.count(outer) * m, n, k, 1, 0).run(a, 0, b, 0, y, 0);
    } else {
      int[] firstA = firsts(outerA, outer, m * k);
      int[] firstB = firsts(outerB, outer, k * n);
      Product one = new Product(false, false, m, n, k, 1, 0);
      for (int i = 0; i < firstA.length; i++) {
        one.run(a, firstA[i], b, firstB[i], y, i * m * n);
      }
    }
    int[] dims = GatherOperators.joined(outer, x.rank() == 1 ? new int[0] : new int[] {m},
        z.rank() == 1 ? new int[0] : new int[] {n});
    return finished(y).reshaped(dims);
  }

  /** Index of the first element of each matrix, for the shape that its own is broadcast to. */
  private static int[] firsts(int[] own, int[] outer, int size) {
    int[] strides = Dims.strides(own);
    int[] to = new int[outer.length];
    int shift = outer.length - own.length;
    for (int d = shift; d < outer.length; d++) {
      to[d] = own[d - shift] == 1 ? 0 : strides[d - shift] * size;
    }
    return Dims.walk(0, outer, to);
  }

  /** α·op(A)·op(B) + β·C, C broadcast to the product's shape. */
  private static Tensor gemm(Call c) {
    Tensor a = c.in(0);
    Tensor b = c.in(1);
    requireNumbers(a, b);
    if (a.rank() != 2 || b.rank() != 2) {
      throw new IllegalArgumentException("takes matrices, not " + a + " and " + b);
    }
    boolean transA = c.flag("transA");
    boolean transB = c.flag("transB");
    int m = a.dim(transA ? 1 : 0);
    int k = a.dim(transA ? 0 : 1);
    int n = b.dim(transB ? 0 : 1);
    if (b.dim(transB ? 1 : 0) != k) {
      throw new IllegalArgumentException(a + " and " + b + " have no product with transA = " + transA + ", transB = "
          + transB);
    }
    Tensor start = c.optional(2);
    Tensor y = Tensor.zeros(a.type(), m, n);
    if (start != null) {
      Elements.requireSame(a, start);
      Tensor.copy(Dims.expand(start, m, n), 0, y, 0, m * n);
    }
    new Product(transA, transB, m, n, k, c.number("alpha", 1), start == null ? 0 : c.number("beta", 1))
        .run(a, 0, b, 0, y, 0);
    return finished(y);
  }
}
