package org.isobit.models.assimilation.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.random.Philox;
import org.isobit.linalg.cholesky.Cholesky;
import org.junit.jupiter.api.Test;

class GaussianChainTest {

  private static final int N = 3;
  private static final int TIMES = 5;
  private static final int ALL = N * TIMES;

  private final double[][] diagonal = new double[TIMES][N * N];
  private final double[][] below = new double[TIMES][N * N];
  private final double[] dense = new double[ALL * ALL];

  /** x_0 ~ N(0, I), x_k = M_k·x_{k−1} + noise of covariance I/4, every state observed with errors of variance 2. */
  GaussianChainTest() {
    for (int k = 0; k < TIMES; k++) {
      for (int i = 0; i < N; i++) {
        diagonal[k][i * N + i] += (k == 0 ? 1.0 : 4.0) + 0.5;
      }
      if (k > 0) {
        double[] m = new double[N * N];
        Philox.gaussian(3, 0, (long) k * N * N, N * N, m, 0);
        for (int i = 0; i < N; i++) {
          for (int j = 0; j < N; j++) {
            below[k][i * N + j] = -4.0 * m[i * N + j];
            for (int l = 0; l < N; l++) {
              diagonal[k - 1][i * N + j] += 4.0 * m[l * N + i] * m[l * N + j];
            }
          }
        }
      }
    }
    for (int k = 0; k < TIMES; k++) {
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          dense[(k * N + i) * ALL + k * N + j] = diagonal[k][i * N + j];
          if (k > 0) {
            dense[(k * N + i) * ALL + (k - 1) * N + j] = below[k][i * N + j];
            dense[((k - 1) * N + j) * ALL + k * N + i] = below[k][i * N + j];
          }
        }
      }
    }
  }

  private double[] inverse() {
    double[] inverse = new double[ALL * ALL];
    for (int i = 0; i < ALL; i++) {
      inverse[i * ALL + i] = 1.0;
    }
    new Cholesky().factor(ALL, dense, 0, ALL).solve(ALL, inverse, 0, ALL);
    return inverse;
  }

  @Test
  void solutionsAndDeterminantAreThoseOfTheWholeMatrix() {
    GaussianChain chain = GaussianChain.of(N, diagonal, below);
    assertEquals(N, chain.size());
    assertEquals(TIMES, chain.times());
    Cholesky whole = new Cholesky().factor(ALL, dense, 0, ALL);
    double[] right = new double[ALL * 2];
    Philox.gaussian(3, 1, 0, right.length, right, 0);
    double[][] blocks = new double[TIMES][];
    for (int k = 0; k < TIMES; k++) {
      blocks[k] = Arrays.copyOfRange(right, k * N * 2, (k + 1) * N * 2);
    }
    whole.solve(2, right, 0, 2);
    chain.solve(2, blocks);
    for (int k = 0; k < TIMES; k++) {
      assertArrayEquals(Arrays.copyOfRange(right, k * N * 2, (k + 1) * N * 2), blocks[k], 1e-12);
    }
    double[] lower = new double[ALL * ALL];
    whole.lower(lower, 0, ALL);
    double logs = 0.0;
    for (int i = 0; i < ALL; i++) {
      logs += 2.0 * Math.log(lower[i * ALL + i]);
    }
    assertEquals(logs, chain.logDeterminant(), 1e-12);
  }

  @Test
  void covariancesAreBlocksOfTheInverse() {
    GaussianChain chain = GaussianChain.of(N, diagonal, below);
    double[] inverse = inverse();
    double[][] p = chain.covariances();
    for (int k = 0; k < TIMES; k++) {
      double[] conditional = chain.conditional(k);
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          assertEquals(inverse[(k * N + i) * ALL + k * N + j], p[k][i * N + j], 1e-13);
          double cross = 0.0;
          double explained = 0.0;
          for (int l = 0; l < N && k > 0; l++) {
            cross += chain.gain(k)[i * N + l] * p[k - 1][l * N + j];
            explained += inverse[(k * N + i) * ALL + (k - 1) * N + l] * chain.gain(k)[j * N + l];
          }
          if (k > 0) {
            assertEquals(inverse[(k * N + i) * ALL + (k - 1) * N + j], cross, 1e-13);
          }
          assertEquals(p[k][i * N + j] - explained, conditional[i * N + j], 1e-13);
        }
      }
    }
  }

  @Test
  void whatIsNoLawIsRefused() {
    diagonal[2][0] = -5.0;
    NumericalException indefinite = assertThrows(NumericalException.class,
        () -> GaussianChain.of(N, diagonal, below));
    assertTrue(indefinite.getMessage().contains("not positive definite"), indefinite.getMessage());
    refused("there are 5 times, but 4 blocks below", () -> GaussianChain.of(N, diagonal, new double[4][]));
    refused("the block of time 4 must have 2x2 numbers", () -> GaussianChain.of(2, diagonal, below));
    refused("n must be positive", () -> GaussianChain.of(0, diagonal, below));
    diagonal[2][0] = 50.0;
    GaussianChain chain = GaussianChain.of(N, diagonal, below);
    refused("right-hand sides of 2", () -> chain.solve(1, new double[2][N]));
    refused("time", () -> chain.gain(0));
    refused("time", () -> chain.conditional(TIMES));
  }

  private static void refused(String message, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
