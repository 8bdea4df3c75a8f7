// Master of FloatLossArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.loss.CensoredGaussian;
import org.isobit.kernels.loss.CrossEntropy;
import org.isobit.kernels.loss.EnsembleLosses;
import org.isobit.kernels.loss.QuantileLoss;

/** The entries of the kernels of losses for training. */
final class LossArguments extends ArgumentTable {

  private static final int MEMBERS = 5;

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  LossArguments(Workers workers, boolean large) {
    int n = large ? 70_003 : 41;
    int rows = large ? 81 : 3;
    int columns = large ? 997 : 17;
    Scalar weight = number("weight", 0.5, ArgumentTable::any);
    call(QuantileLoss.class, "quantile", number("level", 0.25, x -> x > 0.0 && x < 1.0), weight, size("n", n),
        vector("prediction", n), vector("target", n), outVector("gradient", n).orNull(), workers);
    call(CensoredGaussian.class, "censored", weight, size("n", n), vector("mean", n), vector("log scale", n),
        vector("target", n), vector("lower bound", n).orNull(), vector("upper bound", n).orNull(),
        outVector("mean gradient", n), outVector("log scale gradient", n), workers);
    call(CrossEntropy.class, "probabilities", weight, size("rows", rows), least("n", 1, columns),
        matrix("logits", rows, columns), matrix("target", rows, columns),
        outMatrix("gradient", rows, columns).orNull(), workers);
    call(CrossEntropy.class, "classes", weight, size("rows", rows), least("n", 1, columns),
        matrix("logits", rows, columns), vector("target", rows).holding(new double[rows]),
        outMatrix("gradient", rows, columns).orNull(), workers);
    call(EnsembleLosses.class, "crps", true, weight, least("members", 2, MEMBERS), size("n", n),
        matrix("X", MEMBERS, n), vector("Y", n), outMatrix("gradient", MEMBERS, n).orNull(), workers);
    call(EnsembleLosses.class, "energy", false, weight, size("samples", rows), least("members", 2, MEMBERS),
        size("n", columns), matrix("X", rows, MEMBERS * columns), matrix("Y", rows, columns),
        outMatrix("gradient", rows, MEMBERS * columns).orNull(), workers);
    Matrix view = view(rows, columns);
    Matrix wide = view(rows, MEMBERS * columns);
    OrNull gradient = new OrNull(view(rows, columns));
    call(CensoredGaussian.class, "censored", weight, view, view(rows, columns), view(rows, columns),
        new OrNull(view(rows, columns)), new OrNull(view(rows, columns)), view(rows, columns), view(rows, columns),
        workers);
    call(CrossEntropy.class, "probabilities", weight, view, view(rows, columns), gradient, workers);
    call(CrossEntropy.class, "classes", weight, view, Matrix.allocate(1, rows), gradient, workers);
    call(EnsembleLosses.class, "crps", true, weight, view, view(1, columns), gradient, workers);
    call(EnsembleLosses.class, "energy", true, weight, number("members", MEMBERS, x -> x == MEMBERS), wide, view,
        new OrNull(view(rows, MEMBERS * columns)), workers);
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }

  private Matrix view(int rows, int columns) {
    return Matrix.of((double[]) numbers(new Random(columns), rows * columns), rows, columns);
  }
}
