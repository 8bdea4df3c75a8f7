// Master of FloatLinalgViewsTest: the float version is generated from this file.
package org.isobit.verify.views;

import static org.isobit.verify.views.Placed.matrix;
import static org.isobit.verify.views.Placed.refused;
import static org.isobit.verify.views.Placed.same;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.ejml.data.DMatrixRMaj;
import org.isobit.kernels.Matrix;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.ejml.EjmlViews;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.linalg.svd.JacobiSvd;
import org.junit.jupiter.api.Test;

/** Factorisations of views: the bits of the raw form, and shapes that do not fit. */
class LinalgViewsTest {

  private static final int[] ORDERS = {0, 1, 2, 7, 19};
  private static final int NRHS = 3;

  /** Diagonally dominant, in the middle of other numbers. */
  private static Matrix definite(int n) {
    Matrix a = matrix(1, n, n);
    for (int i = 0; i < n; i++) {
      a.set(i, i, 2.0 * n + i);
    }
    return a;
  }

  @Test
  void choleskyHasTheBitsOfTheRawForm() {
    for (int n : ORDERS) {
      same("factor, solve, lower", x -> {
        Cholesky c = new Cholesky().factor(n, x[0].array(), x[0].offset(), x[0].ld());
        c.solve(NRHS, x[1].array(), x[1].offset(), x[1].ld());
        c.solveLower(NRHS, x[2].array(), x[2].offset(), x[2].ld());
        c.solveLowerTransposed(NRHS, x[3].array(), x[3].offset(), x[3].ld());
        c.lower(x[4].array(), x[4].offset(), x[4].ld());
      }, x -> {
        Cholesky c = new Cholesky().factor(x[0]);
        c.solve(x[1]);
        c.solveLower(x[2]);
        c.solveLowerTransposed(x[3]);
        c.lower(x[4]);
      }, definite(n), matrix(2, n, NRHS), matrix(3, n, NRHS), matrix(4, n, NRHS), matrix(5, n, n));
      same("in place", x -> Cholesky.inPlace(n, x[0].array(), x[0].offset(), x[0].ld()), x -> Cholesky.inPlace(x[0]),
          definite(n));
      for (int v = 0; v < 4; v++) {
        boolean lower = (v & 1) != 0;
        boolean transposed = (v & 2) != 0;
        same("triangularSolve", x -> Triangular.solve(lower, transposed, n, NRHS, x[0].array(), x[0].offset(),
            x[0].ld(), x[1].array(), x[1].offset(), x[1].ld()), x -> Triangular.solve(lower, transposed, x[0], x[1]),
            definite(n), matrix(2, n, NRHS));
      }
    }
  }

  @Test
  void eigenvaluesAndRootsHaveTheBitsOfTheRawForm() {
    for (int n : ORDERS) {
      same("eigen", x -> {
        SymmetricEigen e = new SymmetricEigen().factor(n, x[0].array(), x[0].offset(), x[0].ld());
        e.vectors(x[1].array(), x[1].offset(), x[1].ld());
        e.solve(NRHS, x[2].array(), x[2].offset(), x[2].ld());
      }, x -> {
        SymmetricEigen e = new SymmetricEigen().factor(x[0]);
        e.vectors(x[1]);
        e.solve(x[2]);
      }, definite(n), matrix(2, n, n), matrix(3, n, NRHS));
      same("root", x -> {
        SymmetricRoot r = new SymmetricRoot().factor(n, x[0].array(), x[0].offset(), x[0].ld());
        r.squareRoot(x[1].array(), x[1].offset(), x[1].ld());
        r.inverseSquareRoot(x[2].array(), x[2].offset(), x[2].ld());
        r.solve(NRHS, x[3].array(), x[3].offset(), x[3].ld());
      }, x -> {
        SymmetricRoot r = new SymmetricRoot().factor(x[0]);
        r.squareRoot(x[1]);
        r.inverseSquareRoot(x[2]);
        r.solve(x[3]);
      }, definite(n), matrix(2, n, n), matrix(3, n, n), matrix(4, n, NRHS));
    }
  }

  @Test
  void rectangularFactorsHaveTheBitsOfTheRawForm() {
    for (int[] s : new int[][] {{1, 1}, {5, 3}, {9, 9}, {20, 7}}) {
      int m = s[0];
      int n = s[1];
      same("qr", x -> {
        HouseholderQr q = new HouseholderQr().factor(m, n, x[0].array(), x[0].offset(), x[0].ld());
        q.upper(x[1].array(), x[1].offset(), x[1].ld());
        q.orthogonal(x[2].array(), x[2].offset(), x[2].ld());
        q.apply(true, NRHS, x[3].array(), x[3].offset(), x[3].ld());
        q.solve(NRHS, x[4].array(), x[4].offset(), x[4].ld());
      }, x -> {
        HouseholderQr q = new HouseholderQr().factor(x[0]);
        q.upper(x[1]);
        q.orthogonal(x[2]);
        q.apply(true, x[3]);
        q.solve(x[4]);
      }, matrix(1, m, n), matrix(2, n, n), matrix(3, m, n), matrix(4, m, NRHS), matrix(5, m, NRHS));
      same("svd", x -> {
        JacobiSvd d = new JacobiSvd().factor(m, n, x[0].array(), x[0].offset(), x[0].ld());
        d.left(x[1].array(), x[1].offset(), x[1].ld());
        d.rightTransposed(x[2].array(), x[2].offset(), x[2].ld());
        d.solve(NRHS, x[3].array(), x[3].offset(), x[3].ld(), x[4].array(), x[4].offset(), x[4].ld());
      }, x -> {
        JacobiSvd d = new JacobiSvd().factor(x[0]);
        d.left(x[1]);
        d.rightTransposed(x[2]);
        d.solve(x[3], x[4]);
      }, matrix(1, m, n), matrix(2, m, n), matrix(3, n, n), matrix(4, m, NRHS), matrix(5, n, NRHS));
    }
  }

  @Test
  void shapesThatDoNotFitAreRefusedByName() {
    Matrix oblong = matrix(1, 3, 4);
    Matrix four = matrix(2, 4, 2);
    Matrix a = definite(5);
    refused("cholesky: A is 3x4 but must be square", () -> new Cholesky().factor(oblong));
    refused("cholesky: A is 3x4 but must be square", () -> Cholesky.inPlace(oblong));
    Cholesky cholesky = new Cholesky().factor(a);
    refused("cholesky: B is 4x2 but must have 5 rows", () -> cholesky.solve(four));
    refused("cholesky: B is 4x2 but must have 5 rows", () -> cholesky.solveLower(four));
    refused("cholesky: B is 4x2 but must have 5 rows", () -> cholesky.solveLowerTransposed(four));
    refused("cholesky: L is 3x4 but must be 5x5", () -> cholesky.lower(oblong));
    refused("triangularSolve: T is 3x4 but must be square", () -> Triangular.solve(true, true, oblong, four));
    refused("triangularSolve: T is 5x5 but B is 4x2", () -> Triangular.solve(true, true, a, four));
    refused("eigen: A is 3x4 but must be square", () -> new SymmetricEigen().factor(oblong));
    SymmetricEigen eigen = new SymmetricEigen().factor(a);
    refused("eigen: B is 4x2 but must have 5 rows", () -> eigen.solve(four));
    refused("eigen: vectors is 3x4 but must be 5x5", () -> eigen.vectors(oblong));
    refused("root: A is 3x4 but must be square", () -> new SymmetricRoot().factor(oblong));
    SymmetricRoot root = new SymmetricRoot().factor(a);
    refused("root solve: B is 4x2 but must have 5 rows", () -> root.solve(four));
    refused("squareRoot: result is 3x4 but must be 5x5", () -> root.squareRoot(oblong));
    refused("inverseSquareRoot: result is 3x4 but must be 5x5", () -> root.inverseSquareRoot(oblong));
    HouseholderQr qr = new HouseholderQr().factor(matrix(3, 5, 3));
    refused("qr: R is 3x4 but must be 3x3", () -> qr.upper(oblong));
    refused("qr: Q is 3x4 but must be 5x3", () -> qr.orthogonal(oblong));
    refused("qr: X is 4x2 but must have 5 rows", () -> qr.apply(true, four));
    refused("qr: B is 4x2 but must have 5 rows", () -> qr.solve(four));
    JacobiSvd svd = new JacobiSvd().factor(matrix(3, 5, 3));
    refused("svd: U is 3x4 but must be 5x3", () -> svd.left(oblong));
    refused("svd: V is 3x4 but must be 3x3", () -> svd.rightTransposed(oblong));
    refused("svd: B is 4x2 but must have 5 rows", () -> svd.solve(four, oblong));
    refused("svd: X is 3x4 but must be 3x2", () -> svd.solve(matrix(4, 5, 2), oblong));
  }

  @Test
  void anEjmlMatrixIsSeenAsAView() {
    DMatrixRMaj ejml = new DMatrixRMaj(5, 3);
    Matrix view = EjmlViews.matrix(ejml);
    assertSame(ejml.data, view.array());
    view.columns(1, 2).set(4, 1, 2.5);
    assertEquals(2.5, ejml.get(4, 2));
    assertEquals(5, view.rows());
    assertEquals(3, view.columns());
  }
}
