package org.isobit.models.assimilation.internal;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;

/** What analyses refuse because rounding or overflow would spoil it: one message for each, for every backend. */
public final class Limits {

  /** Trace of S·Sᵀ up to which no product of elements of S overflows, nor a sum of such. */
  private static final double LARGEST_TRACE = 0x1p1000;

  /** What to do about observations that are too accurate. */
  private static final String ADVICE = ": use larger observation errors";

  private Limits() {}

  /**
   * Refuses what would overflow later, before any factorisation.
   *
   * @return the trace of S·Sᵀ
   */
  static double requireProducts(ObservationSpace a) {
    int bad = Finite.first(a.innovation, 0, a.count);
    if (bad >= 0) {
      throw new NumericalException(a.filter + ": innovation over error deviation overflows at observation", bad,
          a.innovation[bad]);
    }
    double trace = Reduce.dot(a.s.length, a.s, 0, a.s, 0, a.workers);
    if (trace <= LARGEST_TRACE) {
      return trace;
    }
    int worst = 0;
    double most = -1.0;
    for (int j = 0; j < a.count; j++) {
      double largest = 0.0;
      for (int m = 0; m < a.members; m++) {
        double size = Math.abs(a.s[m * a.count + j]);
        largest = size <= largest ? largest : size;
      }
      // False for NaN, so that the first one stays.
      if (!(largest <= most) && most == most) {
        most = largest;
        worst = j;
      }
    }
    throw new NumericalException(a.filter
        + ": the spread of observed states over error deviation overflows when squared, "
        + "most at observation", worst, most);
  }

  /** Refuses further rows of whitened observed anomalies whose products would overflow. */
  public static void requireProducts(ObservationSpace a, String what, double[] rows) {
    double trace = Reduce.dot(rows.length, rows, 0, rows, 0, a.workers);
    if (!(trace <= LARGEST_TRACE)) {
      throw new NumericalException(a.filter + ": the spread of " + what
          + " over error deviation overflows when squared", -1, trace);
    }
  }

  /** λ^{-1/2} of an eigenvalue of S·Sᵀ + c·I. None is below c, but rounding may say so. */
  public static double inverseRoot(double lambda, double c) {
    return 1.0 / Math.sqrt(lambda > c ? lambda : c);
  }

  /**
   * Refuses an analysis that would lose too many digits.
   *
   * @param condition largest eigenvalue of S·Sᵀ + (N − 1)·I over N − 1
   * @param where     says where in the state, or nothing; asked for its text only to refuse
   */
  public static void requireCondition(String filter, double condition, Object where) {
    if (!(condition <= Filter.LARGEST_CONDITION)) {
      throw new NumericalException(filter + ": observations are too accurate for the spread of the forecast" + where
          + "; S*S' + (N - 1)*I may have a condition number of at most " + Filter.LARGEST_CONDITION
          + ADVICE + " or SerialEnSRF", -1, condition);
    }
  }

  /** Refuses observations one by one that would lose too many digits: what is left of later ones is rounding. */
  public static void requireSerialCondition(ObservationSpace a) {
    for (int j = 0; j < a.count; j++) {
      double squares = 0.0;
      for (int m = 0; m < a.members; m++) {
        double y = a.s[m * a.count + j];
        squares = Math.fma(y, y, squares);
      }
      double condition = 1.0 + squares / (a.members - 1);
      if (!(condition <= Filter.LARGEST_SERIAL_CONDITION)) {
        throw new NumericalException(a.filter + ": an observation is too accurate for the spread of the forecast; "
            + "1 + (spread / error deviation)^2 may be at most " + Filter.LARGEST_SERIAL_CONDITION + ADVICE, j,
            condition);
      }
    }
  }
}
