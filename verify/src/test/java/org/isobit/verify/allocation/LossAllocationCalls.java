// Master of FloatLossAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.loss.CensoredGaussian;
import org.isobit.kernels.loss.CrossEntropy;
import org.isobit.kernels.loss.EnsembleLosses;
import org.isobit.kernels.loss.QuantileLoss;
import org.isobit.verify.Inputs;

/** {@link AllocationCalls} of the kernels of losses for training, and of their forms that take views. */
final class LossAllocationCalls {

  private static final int ROWS = 5;
  private static final int N = 203;
  private static final int SIZE = ROWS * N;
  private static final Workers ONE = Workers.serial();

  private static double sink;

  private LossAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    double[] x = new Inputs(1).doubles(SIZE);
    double[] y = new Inputs(2).doubles(SIZE);
    double[] z = new Inputs(3).doubles(SIZE);
    double[] g = new double[SIZE];
    double[] h = new double[SIZE];
    double[] c = new double[ROWS];
    calls.put("quantileLoss.double", () -> sink += QuantileLoss.quantile(0.3, 0.5, SIZE, x, 0, y, 0, g, 0, ONE));
    calls.put("censoredGaussianLoss.double", () -> sink += CensoredGaussian.censored(0.5, SIZE, x, 0, y, 0, z, 0, x, 0,
        y, 0, g, 0, h, 0, ONE));
    calls.put("crossEntropy.double", () -> sink += CrossEntropy.probabilities(0.5, ROWS, N, x, 0, N, y, 0, N, g, 0, N,
        ONE));
    calls.put("classEntropy.double", () -> sink += CrossEntropy.classes(0.5, ROWS, N, x, 0, N, c, 0, g, 0, N, ONE));
    calls.put("crpsLoss.double", () -> sink += EnsembleLosses.crps(true, 0.5, ROWS, N, x, 0, N, y, 0, g, 0, N, ONE));
    calls.put("energyLoss.double", () -> sink += EnsembleLosses.energy(true, 0.5, 1, ROWS, N, x, 0, SIZE, y, 0, N, g, 0,
        SIZE, ONE));
    return calls;
  }

  /** The forms of views by kernel name. */
  static Map<String, Runnable> views() {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    Matrix x = matrix(1);
    Matrix y = matrix(2);
    Matrix z = matrix(3);
    Matrix g = matrix(4);
    Matrix h = matrix(5);
    Matrix c = Matrix.allocate(1, ROWS);
    Matrix target = y.rows(0, 1);
    Matrix members = Matrix.of(x.array(), 1, SIZE);
    Matrix gradient = Matrix.of(g.array(), 1, SIZE);
    calls.put("censoredGaussianLoss", () -> sink += CensoredGaussian.censored(0.5, x, y, z, x, y, g, h, ONE));
    calls.put("crossEntropy", () -> sink += CrossEntropy.probabilities(0.5, x, y, g, ONE));
    calls.put("classEntropy", () -> sink += CrossEntropy.classes(0.5, x, c, g, ONE));
    calls.put("crpsLoss", () -> sink += EnsembleLosses.crps(false, 0.5, x, target, g, ONE));
    calls.put("energyLoss", () -> sink += EnsembleLosses.energy(false, 0.5, ROWS, members, target, gradient, ONE));
    return calls;
  }

  private static Matrix matrix(long seed) {
    return Matrix.of(new Inputs(seed).doubles(SIZE), ROWS, N);
  }
}
