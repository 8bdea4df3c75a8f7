package org.isobit.models.diagnostics;

import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.models.assimilation.internal.IncompleteGamma;

/** The χ² law, that of 2·x for x of the gamma law of half the degrees. Thread-safe. */
final class ChiSquare {

  private ChiSquare() {}

  /** The mass above a value; NaN for NaN. */
  static double above(double value, double degrees) {
    return Double.isNaN(value) ? Double.NaN : ExpReference.exp(IncompleteGamma.log(0.5 * degrees, 0.5 * value, true));
  }

  /** The value with so much mass below, or above. Newton's steps begin at the mean, where neither mass is flat. */
  static double quantile(double mass, boolean above, double degrees) {
    return 2.0 * IncompleteGamma.quantile(0.5 * degrees, LogReference.log(mass), above, 0.5 * degrees);
  }
}
