// Master of FloatEigenContractTest: the float version is generated from this file.
package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.batch.BatchEigen;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.verify.contract.outsider.Eigen;
import org.isobit.verify.contract.outsider.Tridiagonal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What was written from the contract's document has the bits of eigen and of the roots, by either backend. */
class EigenContractTest {

  private static final int LANES = 19;

  /** The committed problems and those degenerate ones that are finite, indefinite ones among them. */
  private static List<SymmetricProblem> problems() {
    return Stream.concat(SymmetricProblem.committed().stream(), SymmetricProblem.degenerate().stream()
        .filter(p -> Tridiagonal.largest(p.lower()) <= Double.MAX_VALUE)).toList();
  }

  private static double[] flat(double[][] rows) {
    double[] flat = new double[rows.length * rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows.length, rows.length);
    }
    return flat;
  }

  @Test
  void decompositionsAndRootsHaveTheSameBits() {
    int roots = 0;
    for (SymmetricProblem p : problems()) {
      Eigen second = new Eigen(p.lower());
      for (Backend backend : List.of(Backend.REFERENCE, Backend.SIMD)) {
        compare(p, second, backend);
      }
      batch(p, second);
      roots += second.inverseSquareRoot() == null ? 0 : 1;
    }
    assertTrue(roots > 20, roots + " roots");
  }

  private static void compare(SymmetricProblem p, Eigen second, Backend backend) {
    String name = p.name() + " by " + backend;
    int n = p.n();
    int ld = Math.max(1, n);
    double[] a = new double[n * n];
    p.put(a, 1, 0);
    SymmetricRoot root = new SymmetricRoot(backend).factor(n, a, 0, ld);
    SymmetricEigen eigen = root.eigen();
    double[] values = new double[n];
    eigen.values(values, 0);
    assertArrayEquals(second.values, values, name + ": values");
    double[] result = new double[n * n];
    eigen.vectors(result, 0, ld);
    assertArrayEquals(flat(second.vectors), result, name + ": vectors");
    eigen.function(values, 0, result, 0, ld);
    assertArrayEquals(second.function(values), result, name + ": product");
    same(name + ": square root", second.squareRoot(), result, () -> root.squareRoot(result, 0, ld));
    same(name + ": inverse square root", second.inverseSquareRoot(), result,
        () -> root.inverseSquareRoot(result, 0, ld));
    double[] x = p.x().clone();
    same(name + ": solution", second.solve(x), x, () -> eigen.solve(1, x, 0, 1));
  }

  /** The lanes hold the matrix divided by powers of two; the last but one is the problem's own. */
  private static void batch(SymmetricProblem p, Eigen second) {
    int n = p.n();
    double[] a = new double[n * n * LANES];
    for (int lane = 0; lane < LANES; lane++) {
      p.put(a, LANES, lane);
      for (int i = 0; i < n * n && lane != LANES - 2; i++) {
        a[i * LANES + lane] *= SymmetricProblem.power(-lane);
      }
    }
    BatchEigen eigen = new BatchEigen(Backend.SIMD).factor(n, LANES, a, 0);
    double[] block = new double[n * n * LANES];
    eigen.vectors(block, 0);
    for (int i = 0; i < n; i++) {
      assertEquals(second.values[i], eigen.value(i, LANES - 2), p.name() + ", value " + i + " in a batch");
    }
    assertArrayEquals(flat(second.vectors), lane(block, n), p.name() + ": vectors in a batch");
    double[] f = new double[n * LANES];
    eigen.values(f, 0);
    eigen.function(f, 0, block, 0);
    assertArrayEquals(second.function(second.values), lane(block, n), p.name() + ": product in a batch");
  }

  private static double[] lane(double[] block, int n) {
    double[] one = new double[n * n];
    for (int i = 0; i < one.length; i++) {
      one[i] = block[i * LANES + LANES - 2];
    }
    return one;
  }

  /** Runs a function that writes its result, or must be refused if nothing is expected. */
  private static void same(String name, double[] expected, double[] actual, Executable run) {
    if (expected == null) {
      assertThrows(NumericalException.class, run, name);
      return;
    }
    try {
      run.execute();
    } catch (Throwable e) {
      throw new AssertionError(name, e);
    }
    assertArrayEquals(expected, actual, name);
  }
}
