// Master of FloatLocalEnsemble: the float version is generated from this file.
package org.isobit.gpu.local;

import java.util.Objects;
import org.isobit.gpu.DeviceChecks;
import org.isobit.kernels.device.LocalAccelerator;

/**
 * An ensemble on the host and what its analysis yields: element (row m, field v, point i) of anomalies lies at
 * {@code (m·fields + v)·points + i}. Immutable; the arrays are the caller's.
 *
 * @param rows     members, or rows of the error subspace
 * @param fields   values at a point
 * @param points   points
 * @param batch    points of a target, which share one problem: target t has the points from t·batch on, the last one
 *                 perhaps fewer
 * @param forecast forecast anomalies, rows × fields × points
 * @param mean     the mean, fields × points, which analyses move
 * @param analysis takes the analysis, rows × fields × points
 */
public record LocalEnsemble(int rows, int fields, int points, int batch, double[] forecast, double[] mean,
    double[] analysis) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is not positive, an array too short, or two of forecast, mean and
   *                                  analysis are one
   */
  public LocalEnsemble {
    Objects.requireNonNull(mean, "mean");
    DeviceChecks.positive("local analysis", "rows", rows);
    DeviceChecks.positive("local analysis", "fields", fields);
    DeviceChecks.positive("local analysis", "points", points);
    DeviceChecks.positive("local analysis", "batch", batch);
    long size = (long) fields * points;
    long vectors = (long) fields * batch;
    if (rows > LocalLists.MOST_TERMS || vectors > LocalAccelerator.MOST_VECTORS) {
      throw new IllegalArgumentException("local analysis: at most " + LocalLists.MOST_TERMS + " members and "
          + LocalAccelerator.MOST_VECTORS + " vectors of a target, but there are " + rows + " and " + vectors);
    }
    if (mean.length < size || forecast.length < size * rows || analysis.length < size * rows) {
      throw new IllegalArgumentException("local analysis: " + rows + " rows of " + size + " elements are not inside "
          + forecast.length + " of the forecast, " + analysis.length + " of the analysis and " + mean.length
          + " of the mean");
    }
    requireOther("analysis", "forecast", forecast == analysis);
    requireOther("mean", "forecast", forecast == mean);
    requireOther("mean", "analysis", analysis == mean);
  }

  private static void requireOther(String output, String input, boolean same) {
    if (same) {
      throw new IllegalArgumentException("local analysis: " + output + " and " + input + " are one array");
    }
  }

  /** Targets. */
  int targets() {
    return (int) (((long) points + batch - 1) / batch);
  }

  /** Vectors of a target. */
  int vectors() {
    return fields * batch;
  }

  /** Elements of a row. */
  int size() {
    return fields * points;
  }
}
