// Master of FloatBatchCudaTest: the float version is generated from this file.
package org.isobit.gpu.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.linalg.batch.BatchGram;
import org.isobit.linalg.batch.BatchRational;
import org.junit.jupiter.api.Test;

/**
 * Batches against the scalar reference: orders, scales from tiny to near the largest norm, problems that are refused.
 */
class BatchCudaTest extends CudaTest {

  private BatchPath path = BatchPath.ESTIMATE;

  @Test
  void gramMatricesGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      gram(1, 1, 1, 0.0);
      gram(5, 9, 70, 1.0);
      gram(12, 20, 9, -0.5);
    });
  }

  private void gram(int n, int terms, int lanes, double beta) {
    Numbers numbers = new Numbers(n * 100L + lanes);
    double[] a = numbers.doubles(terms * n * lanes);
    double[] c = numbers.doubles(n * n * lanes);
    double[] actual = new double[c.length];
    try (DeviceArray da = device.doubles(a.length); DeviceArray dc = device.doubles(c.length)) {
      new BatchGramCuda(stream).gram(n, terms, lanes, da.copyFrom(a, stream), 0, beta, dc.copyFrom(c, stream), 0);
      dc.copyTo(actual, stream);
    }
    BatchGram.gram(Backend.REFERENCE, n, terms, lanes, a, 0, beta, c, 0, Workers.serial());
    assertBits(c, actual, "gram " + n + " " + lanes);
  }

  @Test
  void functionsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (BatchPath way : BatchPath.values()) {
        path = way;
        rational(1, 3, 1);
        rational(2, 5, 2);
        rational(9, 66, 3);
        rational(20, 7, 2);
        rational(33, 3, 300);
      }
    });
    path = BatchPath.BLOCKS;
    rational(150, 2, 1);
  }

  /** Matrices SᵀS of scales of their own; every seventh has no rank but one. */
  private static double[] block(int n, int lanes) {
    double[] a = new double[n * n * lanes];
    for (int b = 0; b < lanes; b++) {
      int terms = b % 7 == 6 ? 1 : n + 3;
      double[] s = new Numbers(n * 1000L + b).doubles(terms * n);
      double scale = 0.001;
      for (int k = 0; k < b % 12; k++) { // float: for (int k = 0; k < b % 8; k++) {
        scale *= 4.0;
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0.0;
          for (int k = 0; k < terms; k++) {
            sum += s[k * n + i] * s[k * n + j];
          }
          a[(i * n + j) * lanes + b] = sum * scale;
        }
      }
    }
    return a;
  }

  private void rational(int n, int lanes, int vectors) {
    double[] a = block(n, lanes);
    double[] x = new Numbers(n * 7L + lanes).doubles(vectors * n * lanes);
    BatchRational reference = new BatchRational(Backend.REFERENCE);
    reference.factor(n, lanes, a, 0, 3.0);
    double[] rotated = x.clone();
    reference.rotate(vectors, rotated, 0);
    double[] inverse = new double[x.length];
    double[] root = new double[x.length];
    double[] difference = new double[x.length];
    double[] matrix = new double[a.length];
    reference.inverse(vectors, rotated, 0, inverse, 0);
    reference.inverseRoot(vectors, rotated, 0, root, 0);
    reference.dividedDifference(vectors, rotated, 0, difference, 0);
    reference.matrix(matrix, 0);
    double[] back = root.clone();
    reference.rotateBack(vectors, back, 0);
    double[] actual = new double[x.length];
    String label = "n = " + n + ", " + lanes + " lanes: ";
    try (DeviceArray da = device.doubles(a.length); DeviceArray dx = device.doubles(x.length);
        DeviceArray dy = device.doubles(x.length); BatchRationalCuda rational = new BatchRationalCuda(stream, path)) {
      rational.factor(n, lanes, da.copyFrom(a, stream), 0, 3.0);
      rational.rotate(vectors, dx.copyFrom(x, stream), 0);
      dx.copyTo(actual, stream);
      assertBits(rotated, actual, label + "rotate");
      rational.inverse(vectors, dx, 0, dy, 0);
      dy.copyTo(actual, stream);
      assertBits(inverse, actual, label + "inverse");
      rational.dividedDifference(vectors, dx, 0, dy, 0);
      dy.copyTo(actual, stream);
      assertBits(difference, actual, label + "difference");
      rational.inverseRoot(vectors, dx, 0, dy, 0);
      dy.copyTo(actual, stream);
      assertBits(root, actual, label + "root");
      rational.rotateBack(vectors, dy, 0);
      dy.copyTo(actual, stream);
      assertBits(back, actual, label + "back");
      rational.matrix(da, 0);
      double[] actualMatrix = new double[a.length];
      da.copyTo(actualMatrix, stream);
      assertBits(matrix, actualMatrix, label + "matrix");
      assertArrayEquals(new int[lanes], rational.status());
      double[] bounds = rational.bounds();
      for (int b = 0; b < lanes; b++) {
        assertEquals(reference.bound(b), bounds[b]);
      }
    }
  }

  @Test
  void refusedProblemsAreToldAndLeaveTheOthersAlone() {
    for (BatchPath way : BatchPath.values()) {
      path = way;
      refused();
    }
  }

  private void refused() {
    int n = 4;
    int lanes = 5;
    double[] a = block(n, lanes);
    a[1] = Double.NaN;
    for (int i = 0; i < n * n; i++) {
      a[i * lanes + 2] = -1e3 * a[i * lanes + 2];
    }
    a[3] = 1e30;
    double[] x = new Numbers(5).doubles(n * lanes);
    BatchRational reference = new BatchRational(Backend.REFERENCE);
    assertEquals(1, reference.attempt(n, lanes, a, 0, 2.0));
    double[] expected = x.clone();
    reference.rotate(1, expected, 0);
    double[] actual = new double[x.length];
    try (DeviceArray da = device.doubles(a.length); DeviceArray dx = device.doubles(x.length);
        BatchRationalCuda rational = new BatchRationalCuda(stream, path)) {
      assertThrows(IllegalStateException.class, rational::status);
      rational.factor(n, lanes, da.copyFrom(a, stream), 0, 2.0);
      assertArrayEquals(new int[] {0, 1, 3, 2, 0}, rational.status());
      rational.rotate(1, dx.copyFrom(x, stream), 0);
      dx.copyTo(actual, stream);
      assertThrows(IllegalArgumentException.class, () -> rational.factor(n, lanes, da, 0, 0.0));
      assertThrows(IllegalArgumentException.class, () -> rational.factor(n, lanes + 1, da, 0, 2.0));
      rational.factor(0, lanes, da, 0, 2.0);
      rational.rotate(1, dx, 0);
      assertArrayEquals(new int[lanes], rational.status());
      rational.close();
      assertThrows(IllegalStateException.class, () -> rational.factor(n, lanes, da, 0, 2.0));
      assertThrows(IllegalStateException.class, rational::status);
    }
    for (int i = 0; i < n; i++) {
      for (int b : new int[] {0, 4}) {
        assertEquals(expected[i * lanes + b], actual[i * lanes + b]);
      }
    }
  }
}
