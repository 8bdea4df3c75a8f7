// Master of FloatGemmViewsTest: the float version is generated from this file.
package org.isobit.verify.views;

import static org.isobit.verify.views.Placed.matrix;
import static org.isobit.verify.views.Placed.refused;
import static org.isobit.verify.views.Placed.same;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.GemmCall;
import org.junit.jupiter.api.Test;

/** Products of views: the bits of the raw form, and shapes that do not fit. */
class GemmViewsTest {

  private static final int[][] SHAPES = {{1, 1, 1}, {3, 5, 7}, {4, 4, 4}, {0, 3, 2}, {3, 0, 2}, {3, 2, 0}, {8, 1, 9},
      {17, 9, 33}, {70, 65, 81}};

  @Test
  void productsHaveTheBitsOfTheRawForm() {
    try (Workers two = Workers.of(2)) {
      for (int[] s : SHAPES) {
        for (int variant = 0; variant < 8; variant++) {
          product(s[0], s[1], s[2], (variant & 1) != 0, (variant & 2) != 0, (variant & 4) != 0 ? two
              : Workers.serial());
        }
      }
    }
  }

  private static void product(int m, int n, int k, boolean transA, boolean transB, Workers workers) {
    GemmCall call = GemmCall.PLAIN.withTransposes(transA, transB).withAlpha(1.5).withBeta(-0.5).withWorkers(workers);
    String label = m + "x" + n + "x" + k + " " + transA + " " + transB;
    same("gemm " + label, x -> Gemm.gemm(transA, transB, m, n, k, 1.5, x[0].array(), x[0].offset(), x[0].ld(),
        x[1].array(), x[1].offset(), x[1].ld(), -0.5, x[2].array(), x[2].offset(), x[2].ld()),
        x -> call.gemm(x[0], x[1], x[2]), matrix(1, transA ? k : m, transA ? m : k),
        matrix(2, transB ? n : k, transB ? k : n), matrix(3, m, n));
    same("plain gemm " + label, x -> Gemm.gemm(false, false, m, n, k, 1.0, x[0].array(), x[0].offset(), x[0].ld(),
        x[1].array(), x[1].offset(), x[1].ld(), 0.0, x[2].array(), x[2].offset(), x[2].ld()),
        x -> GemmCall.PLAIN.withWorkers(workers).gemm(x[0], x[1], x[2]), matrix(1, m, k), matrix(2, k, n),
        matrix(3, m, n));
    ofOneMatrix(label, m, n, k, transA, call.withTransposes(transA, false));
  }

  private static void ofOneMatrix(String label, int m, int n, int k, boolean transA, GemmCall call) {
    Matrix a = matrix(4, transA ? k : m, transA ? m : k);
    same("syrk " + label, x -> Gemm.syrk(transA, m, k, 1.5, x[0].array(), x[0].offset(), x[0].ld(), -0.5,
        x[1].array(), x[1].offset(), x[1].ld()), x -> call.syrk(x[0], x[1]), a, matrix(5, m, m));
    same("gram " + label, x -> Gemm.gram(transA, m, k, 1.5, x[0].array(), x[0].offset(), x[0].ld(), -0.5,
        x[1].array(), x[1].offset(), x[1].ld()), x -> call.gram(x[0], x[1]), a, matrix(5, m, m));
    // A column of a matrix, whose elements lie apart, and a row.
    same("gemv " + label, x -> Gemm.gemv(transA, m, k, 1.5, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
        x[1].offset(), x[1].ld(), -0.5, x[2].array(), x[2].offset(), 1), x -> call.gemv(x[0], x[1], x[2]), a,
        matrix(6, k, 1), matrix(7, 1, m));
    same("ger " + label, x -> Gemm.ger(m, n, 1.5, x[0].array(), x[0].offset(), 1, x[1].array(), x[1].offset(),
        x[1].ld(), x[2].array(), x[2].offset(), x[2].ld()),
        x -> Gemm.ger(1.5, x[0], x[1], x[2], Workers.serial()), matrix(8, 1, m), matrix(9, n, 1), matrix(10, m, n));
  }

  @Test
  void shapesThatDoNotFitAreRefusedByName() {
    GemmCall plain = GemmCall.PLAIN;
    Matrix c = Matrix.allocate(30, 20);
    refused("gemm: A is 30x40 but B is 50x20", () -> plain.gemm(matrix(1, 30, 40), matrix(1, 50, 20), c));
    refused("gemm: A is 31x40 but C is 30x20", () -> plain.gemm(matrix(1, 31, 40), matrix(1, 40, 20), c));
    refused("gemm: B is 40x21 but C is 30x20", () -> plain.gemm(matrix(1, 30, 40), matrix(1, 40, 21), c));
    GemmCall both = plain.withTransposes(true, true);
    refused("gemm: A is 40x30 (transposed) but B is 20x50 (transposed)",
        () -> both.gemm(matrix(1, 40, 30), matrix(1, 20, 50), c));
    refused("gemm: A is 40x31 (transposed) but C is 30x20", () -> both.gemm(matrix(1, 40, 31), matrix(1, 20, 40), c));
    refused("gemm: B is 21x40 (transposed) but C is 30x20", () -> both.gemm(matrix(1, 40, 30), matrix(1, 21, 40), c));
    refused("syrk: A is 20x5 but C is 30x20", () -> plain.syrk(matrix(1, 20, 5), c));
    refused("gram: A is 30x5 but C is 30x20", () -> plain.gram(matrix(1, 30, 5), c));
    GemmCall tall = plain.withTransposes(true, false);
    refused("gram: A is 5x30 (transposed) but C is 30x20", () -> tall.gram(matrix(1, 5, 30), c));
    refused("gemv: x is 1x30 but A is 30x20", () -> plain.gemv(c, matrix(1, 1, 30), matrix(1, 30, 1)));
    refused("gemv: y is 20x1 but A is 30x20", () -> plain.gemv(c, matrix(1, 1, 20), matrix(1, 20, 1)));
    refused("gemv: x is 2x10 but A is 30x20", () -> plain.gemv(c, matrix(1, 2, 10), matrix(1, 30, 1)));
    refused("gemv: x is 20x1 but A is 30x20 (transposed)",
        () -> tall.gemv(c, matrix(1, 20, 1), matrix(1, 20, 1)));
    refused("ger: x is 20x1 but A is 30x20",
        () -> Gemm.ger(1.0, matrix(1, 20, 1), matrix(1, 20, 1), c, Workers.serial()));
    refused("ger: y is 30x1 but A is 30x20",
        () -> Gemm.ger(1.0, matrix(1, 30, 1), matrix(1, 30, 1), c, Workers.serial()));
  }

  @Test
  void whatTheRawFormRefusesIsRefused() {
    Matrix square = Matrix.allocate(8, 8);
    Matrix left = square.columns(0, 4);
    refused("gemm: the output (8x4 at offset 3) overlaps B (4x4 at offset 0) in one array",
        () -> GemmCall.PLAIN.gemm(Matrix.allocate(8, 4), left.rows(0, 4), square.columns(3, 4)));
    // Beside each other in one array they share nothing.
    GemmCall.PLAIN.gemm(Matrix.allocate(8, 4), left.rows(0, 4), square.columns(4, 4));
  }

  @Test
  void aTransposeOfNothingIsRefused() {
    GemmCall call = GemmCall.PLAIN.withTransposes(false, true);
    Matrix a = Matrix.allocate(3, 3);
    Matrix x = Matrix.allocate(3, 1);
    refused("syrk: there is no B that could be transposed", () -> call.syrk(a, Matrix.allocate(3, 3)));
    refused("gram: there is no B that could be transposed", () -> call.gram(a, Matrix.allocate(3, 3)));
    refused("gemv: there is no B that could be transposed", () -> call.gemv(a, x, Matrix.allocate(3, 1)));
    refused("gemm: workers is null", () -> call.withWorkers(null));
    refused("gemm: B is null", () -> call.gemm(a, null, a));
  }
}
