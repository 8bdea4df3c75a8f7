// Master of FloatBatchTest: the float version is generated from this file.
package org.isobit.verify.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.batch.BatchCholesky;
import org.isobit.linalg.batch.BatchEigen;
import org.isobit.linalg.batch.BatchGram;
import org.isobit.linalg.batch.BatchRoot;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A problem in a batch has the bits it has alone, whatever its neighbours, and the errors name the problem. */
class BatchTest {

  private static double[] block(int n, List<double[]> problems) {
    int lanes = problems.size();
    double[] block = new double[n * n * lanes];
    for (int b = 0; b < lanes; b++) {
      for (int i = 0; i < n * n; i++) {
        block[i * lanes + b] = problems.get(b)[i];
      }
    }
    return block;
  }

  private static double[] problem(double[] block, int elements, int lanes, int b) {
    double[] one = new double[elements];
    for (int i = 0; i < elements; i++) {
      one[i] = block[i * lanes + b];
    }
    return one;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 20, 40})
  void eigenHasTheBitsOfTheSingleForm(int n) {
    var gallery = MatrixGallery.symmetric(n);
    double[] random = gallery.get("random");
    List<double[]> problems = new ArrayList<>(gallery.values());
    BatchEigen batch = new BatchEigen();
    SymmetricEigen single = new SymmetricEigen();
    for (int rotation = 0; rotation < 3; rotation++) {
      Collections.rotate(problems, 5);
      int lanes = problems.size();
      double[] a = block(n, problems);
      batch.factor(n, lanes, a, 0);
      double[] values = new double[n * lanes];
      double[] vectors = new double[n * n * lanes];
      batch.values(values, 0);
      batch.vectors(vectors, 0);
      for (int b = 0; b < lanes; b++) {
        single.factor(n, problems.get(b), 0, n);
        double[] expectedValues = new double[n];
        double[] expectedVectors = new double[n * n];
        single.values(expectedValues, 0);
        single.vectors(expectedVectors, 0, n);
        assertArrayEquals(expectedValues, problem(values, n, lanes, b));
        assertArrayEquals(expectedVectors, problem(vectors, n * n, lanes, b));
      }
      assertTrue(batch.quality(a, 0, problems.indexOf(random)) < 4.0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 11, 20, 40})
  void rootsAndFactorsHaveTheBitsOfTheSingleForm(int n) {
    List<double[]> problems = new ArrayList<>(MatrixGallery.positive(n).values());
    problems.removeLast();
    int lanes = problems.size();
    double[] a = block(n, problems);
    BatchRoot batch = new BatchRoot().factor(n, lanes, a, 0);
    BatchCholesky batchCholesky = new BatchCholesky().factor(n, lanes, a, 0);
    double[] roots = new double[n * n * lanes];
    double[] inverses = new double[n * n * lanes];
    double[] lowers = new double[n * n * lanes];
    batch.squareRoot(roots, 0);
    batch.inverseSquareRoot(inverses, 0);
    batchCholesky.lower(lowers, 0);
    double[] sides = new Inputs(n).doubles(n * 2 * lanes);
    double[] x = sides.clone();
    double[] y = sides.clone();
    batch.solve(2, x, 0);
    batchCholesky.solve(2, y, 0);
    for (int b = 0; b < lanes; b++) {
      double[] out = new double[n * n];
      SymmetricRoot single = new SymmetricRoot().factor(n, problems.get(b), 0, n);
      single.squareRoot(out, 0, n);
      assertArrayEquals(out, problem(roots, n * n, lanes, b));
      single.inverseSquareRoot(out, 0, n);
      assertArrayEquals(out, problem(inverses, n * n, lanes, b));
      Cholesky cholesky = new Cholesky().factor(n, problems.get(b), 0, n);
      cholesky.lower(out, 0, n);
      assertArrayEquals(out, problem(lowers, n * n, lanes, b));
      double[] side = problem(sides, 2 * n, lanes, b);
      cholesky.solve(2, side, 0, 2);
      assertArrayEquals(side, problem(y, 2 * n, lanes, b));
      side = problem(sides, 2 * n, lanes, b);
      single.solve(2, side, 0, 2);
      assertArrayEquals(side, problem(x, 2 * n, lanes, b));
      assertTrue(batchCholesky.quality(a, 0, b) < 2.0);
      assertTrue(batch.quality(a, 0, b) < 8.0);
    }
  }

  @Test
  void gramHasTheBitsOfTheMatrixProduct() {
    int n = 9;
    int terms = 23;
    for (int lanes = 1; lanes <= 35; lanes++) {
      double[] a = new Inputs(lanes).doubles(terms * n * lanes);
      double[] c = new Inputs(lanes + 100).doubles(n * n * lanes);
      double[] before = c.clone();
      BatchGram.gram(n, terms, lanes, a, 0, 0.7, c, 0, Workers.shared());
      for (int b = 0; b < lanes; b++) {
        double[] expected = problem(before, n * n, lanes, b);
        Gemm.gram(true, n, terms, 1.0, problem(a, terms * n, lanes, b), 0, n, 0.7, expected, 0, n);
        assertArrayEquals(expected, problem(c, n * n, lanes, b));
      }
    }
  }

  @Test
  void threadsDoNotShow() {
    int n = 12;
    int lanes = 70;
    List<double[]> problems = new ArrayList<>();
    for (int b = 0; b < lanes; b++) {
      problems.add(MatrixGallery.random(n, b));
    }
    double[] a = block(n, problems);
    double[] serial = new double[n * n * lanes];
    double[] parallel = new double[n * n * lanes];
    new BatchEigen().factor(n, lanes, a, 0).reconstruct(serial, 0);
    try (Workers workers = Workers.of(3)) {
      BatchEigen eigen = new BatchEigen();
      eigen.factor(n, lanes, a, 0, workers).reconstruct(parallel, 0);
      eigen.factor(n, lanes, a, 0, workers).reconstruct(parallel, 0);
    }
    assertArrayEquals(serial, parallel);
  }

  @Test
  void errorsNameTheFirstProblemThatFails() {
    int n = 6;
    int lanes = 21;
    List<double[]> problems = new ArrayList<>();
    for (int b = 0; b < lanes; b++) {
      int shift = b % 11 == 10 ? 1 : 0;
      problems.add(MatrixGallery.spectrum(n, i -> 1.0 + i - 2.0 * shift, b));
    }
    double[] a = block(n, problems);
    double[] out = new double[n * n * lanes];
    BatchRoot root = new BatchRoot().factor(n, lanes, a, 0, Workers.shared());
    assertEquals(10, assertThrows(NumericalException.class, () -> root.inverseSquareRoot(out, 0)).index());
    assertEquals(10, assertThrows(NumericalException.class, () -> root.squareRoot(out, 0)).index());
    assertEquals(0.0, out[10]);
    assertEquals(10,
        assertThrows(NumericalException.class, () -> new BatchCholesky().factor(n, lanes, a, 0, Workers.shared()))
            .index());
    a[(3 * n + 1) * lanes + 17] = Double.NaN;
    a[(3 * n + 1) * lanes + 19] = Double.NaN;
    String message = assertThrows(IllegalArgumentException.class,
        () -> new BatchEigen().factor(n, lanes, a, 0, Workers.shared())).getMessage();
    assertTrue(message.contains("A[3, 1] of problem 17"), message);
    assertThrows(IllegalStateException.class, () -> new BatchEigen().values(out, 0));
    assertThrows(IllegalArgumentException.class, () -> new BatchEigen().factor(n, lanes + 1, a, 0));
  }
}
