package org.isobit.models.diagnostics;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.models.assimilation.CorrelatedErrors;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;

/** An ensemble as observations see it, over their errors: R^(−1/2)·Y and R^(−1/2)·d. Not thread-safe. */
final class Whitened {

  final Observations observations;
  final int members;
  final int count;

  /** The ensemble in observation space, in the observations' units. */
  final Ensemble observed;

  /** Its mean. */
  final double[] mean;

  /** Y, whitened or not as the constructor says, members × count. */
  final double[] anomalies;

  private final Workspace workspace = new Workspace();
  private final double[] precision;
  private final String name;

  /** Observes an ensemble. */
  Whitened(String name, Ensemble ensemble, Observations observations) {
    this.name = name;
    this.observations = observations;
    members = ensemble.members();
    count = observations.count();
    observed = Inputs.observed(name, ensemble, observations);
    mean = new double[count];
    anomalies = new double[members * count];
    Anomalies.subtractMean(members, count, observed.values(), 0, count, mean, 0, anomalies, 0, count,
        Workers.serial());
    precision = new double[count];
    observations.precisions(precision);
    whiten(members, anomalies);
  }

  /** y − mean. */
  double[] innovation() {
    double[] innovation = new double[count];
    for (int j = 0; j < count; j++) {
      innovation[j] = observations.value(j) - mean[j];
    }
    return innovation;
  }

  /** Multiplies rows × count by R^(−1/2). */
  double[] whiten(int rows, double[] x) {
    for (int m = 0; m < rows; m++) {
      for (int j = 0; j < count; j++) {
        x[m * count + j] *= precision[j];
      }
    }
    observations.correlatedErrors().whiten(rows, x, count, workspace);
    return x;
  }

  /** Multiplies what has been whitened by R^(−1/2), transposed: then it is R⁻¹ times what it was. */
  double[] whitenBack(int rows, double[] x) {
    for (CorrelatedErrors.Block block : observations.correlatedErrors().blocks()) {
      int[] index = block.index();
      double[] column = new double[index.length];
      for (int m = 0; m < rows; m++) {
        for (int q = 0; q < index.length; q++) {
          column[q] = x[m * count + index[q]];
        }
        Triangular.solve(true, true, index.length, 1, block.lower(), 0, index.length, column, 0, 1);
        for (int q = 0; q < index.length; q++) {
          x[m * count + index[q]] = column[q];
        }
      }
    }
    for (int m = 0; m < rows; m++) {
      for (int j = 0; j < count; j++) {
        x[m * count + j] *= precision[j];
      }
    }
    return x;
  }

  /**
   * (N − 1)·I + S·Sᵀ with S the whitened anomalies, factored.
   *
   * @throws NumericalException if it overflows
   */
  Cholesky factor() {
    double[] b = new double[members * members];
    for (int m = 0; m < members; m++) {
      b[m * members + m] = members - 1;
    }
    Gemm.gram(false, members, count, 1.0, anomalies, 0, count, 1.0, b, 0, members);
    for (double element : b) {
      if (!Double.isFinite(element)) {
        throw new NumericalException(name + ": the covariance of the members as observed, over that of the errors, "
            + "overflows", -1, element);
      }
    }
    return new Cholesky().factor(members, b, 0, members);
  }
}
