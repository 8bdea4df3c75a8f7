// Master of FloatPackedMatrixTest: the float version is generated from this file.
package org.isobit.verify.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.kernels.gemm.PackedMatrix;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Products with a packed matrix have the bits of gemv, vector by vector. */
class PackedMatrixTest {

  private static final double[] ALPHAS = {1.0, -0.3, -1.0, 0.0};
  private static final double[] BETAS = {0.0, 1.0, -0.7, -0.0};

  private static void compare(int m, int k, int n, int turn) {
    boolean transA = turn % 2 == 1;
    double alpha = ALPHAS[turn / 2 % 4];
    double beta = BETAS[(turn / 8 + turn) % 4];
    int lda = (transA ? m : k) + 2;
    int ldx = k + 3;
    int ldy = m + 1;
    double[] a = new Inputs(turn).doubles(3 + lda * (transA ? k : m));
    double[] x = new Inputs(turn + 1).doubles(5 + ldx * n);
    double[] y = new Inputs(turn + 2).doubles(7 + ldy * n);
    if (k > 2 && m > 1 && n > 0) {
      a[3 + lda] = Double.POSITIVE_INFINITY;
      x[6] = -0.0;
    }
    if (beta == 0.0) {
      Arrays.fill(y, Double.NaN);
    }
    double[] expected = y.clone();
    for (int j = 0; j < n; j++) {
      Gemm.gemv(transA, m, k, alpha, a, 3, lda, x, 5 + j * ldx, 1, beta, expected, 7 + j * ldy, 1);
    }
    PackedMatrix packed = PackedMatrix.of(transA, m, k, alpha, a, 3, lda);
    String label = m + "x" + k + ", " + n + " vectors, turn " + turn;
    for (Backend backend : new Backend[] {Backend.REFERENCE, Backend.active()}) {
      double[] actual = y.clone();
      GemmReference.of(backend).packed(packed, n, x, 5, ldx, beta, actual, 7, ldy);
      same(expected, actual, backend + " " + label);
    }
    Arrays.fill(a, Double.NaN);
    double[] actual = y.clone();
    packed.gemm(n, x, 5, ldx, beta, actual, 7, ldy);
    same(expected, actual, label);
  }

  private static void same(double[] expected, double[] actual, String label) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(Double.doubleToLongBits(expected[i]), Double.doubleToLongBits(actual[i]), label + " element " + i);
    }
  }

  @Test
  void smallShapesHaveTheBitsOfGemv() {
    int turn = 0;
    for (int m : new int[] {0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 40, 64, 65, 128, 131, 200}) {
      for (int k : new int[] {0, 1, 2, 7, 8, 9, 31, 257}) {
        for (int n : new int[] {0, 1, 2, 4, 12, 13, 25}) {
          compare(m, k, n, turn++);
        }
      }
    }
  }

  @Test
  void severalRunsHaveTheBitsOfGemv() {
    int turn = 0;
    for (int k : new int[] {4095, 4096, 4097, 8193, 12300}) {
      for (int m : new int[] {1, 20, 70}) {
        compare(m, k, 1, turn++);
        compare(m, k, 14, turn++);
      }
    }
  }

  @Test
  void viewsAndVectorsAreTheSameProduct() {
    Matrix a = Matrix.of(new Inputs(1).doubles(35 * 50), 35, 50).columns(3, 41);
    PackedMatrix packed = PackedMatrix.of(a);
    assertEquals(35, packed.rows());
    assertEquals(41, packed.columns());
    double[] x = new Inputs(2).doubles(41);
    double[] expected = new double[35];
    Gemm.gemv(false, 35, 41, 1.0, a.array(), a.offset(), a.ld(), x, 0, 1, 0.0, expected, 0, 1);
    double[] actual = new double[35];
    packed.gemv(x, 0, 0.0, actual, 0);
    same(expected, actual, "gemv");
    Matrix y = Matrix.allocate(1, 35);
    packed.gemm(Matrix.of(x, 1, 41), 0.0, y);
    same(expected, y.array(), "gemm of views");
  }

  @Test
  void shapesThatDoNotFitAreRefusedByName() {
    PackedMatrix packed = PackedMatrix.of(Matrix.allocate(30, 20));
    refused("gemm: X is 5x30 but op(A) is 30x20", packed, Matrix.allocate(5, 30), Matrix.allocate(5, 30));
    refused("gemm: Y is 4x30 but X·op(A)ᵀ is 5x30", packed, Matrix.allocate(5, 20), Matrix.allocate(4, 30));
    refused("gemm: Y is 5x20 but X·op(A)ᵀ is 5x30", packed, Matrix.allocate(5, 20), Matrix.allocate(5, 20));
  }

  private static void refused(String message, PackedMatrix packed, Matrix x, Matrix y) {
    assertEquals(message,
        assertThrows(IllegalArgumentException.class, () -> packed.gemm(x, 0.0, y)).getMessage());
  }

  @Test
  void aMatrixWithoutRowsTakesAnyNumberOfVectors() {
    double[] x = new Inputs(4).doubles(6);
    PackedMatrix packed = PackedMatrix.of(false, 0, 2, 1.0, x, 0, 2);
    for (double beta : BETAS) {
      packed.gemm(3, x, 0, 2, beta, new double[0], 0, 1);
      double[] y = {5.0};
      packed.gemm(3, x, 0, 2, beta, y, 1, 1);
      assertEquals(5.0, y[0]);
    }
  }
}
