package org.isobit.models.assimilation.serial;

import java.util.IdentityHashMap;
import java.util.Map;
import org.isobit.models.assimilation.internal.Analysis;

/**
 * The coordinates of the regression between probits (Anderson 2023, Mon. Weather Rev. 151, 2759–2777): each variable
 * and each observed quantity by the marginal law of its forecast members. It is the forecast's throughout, also for
 * observations that come late (DART fits observed quantities anew at their turn), so that a variable that is observed
 * itself goes where the observed quantity goes.
 */
final class Probits {

  private final Analysis a;
  private final Laws laws;

  /** The observed quantity at its turn, in its units and in error deviations. */
  private final double[] x;
  private final double[] z;

  /** One for each law of observed quantities. */
  private final Map<ObservationUpdate, Marginal> marginals = new IdentityHashMap<>();

  Probits(Analysis a, Laws laws) {
    if (a.observations.correlated()) {
      throw new IllegalArgumentException(a.filter + ": observations whose errors are correlated are combinations of "
          + "several, which have no probits; take the linear regression");
    }
    this.a = a;
    this.laws = laws;
    x = a.workspace.doubles(Probits.class, "observed", a.members);
    z = a.workspace.doubles(Probits.class, "observed in error deviations", a.members);
  }

  /** Probits of what is observed: anomalies, and minus their mean, which is moved as innovations are. */
  void observations(double[] t, int ld, double[] innovation) {
    for (int j = 0; j < a.count; j++) {
      innovation[j] = -toProbits(observed(j), x, t, j, ld);
    }
  }

  /** The law of what observation j sees, fitted to x, which receives the forecast's members; or null. */
  private Marginal observed(int j) {
    for (int m = 0; m < a.members; m++) {
      x[m] = Math.fma(a.observations.deviation(j), a.s[m * a.count + j] - a.innovation[j], a.observations.value(j));
    }
    return fitted(marginals.computeIfAbsent(laws.of(a.observations, j), ObservationUpdate::marginal), x);
  }

  private static Marginal fitted(Marginal marginal, double[] members) {
    return marginal.fit(members) ? marginal : null;
  }

  /** Anomalies of probits go to t, their mean is returned; zeros where members agree. */
  private static double toProbits(Marginal marginal, double[] members, double[] t, int at, int ld) {
    double sum = 0.0;
    for (int m = 0; m < members.length; m++) {
      t[m * ld + at] = marginal == null ? 0.0 : marginal.probit(members[m]);
      sum += t[m * ld + at];
    }
    double mean = sum / members.length;
    for (int m = 0; m < members.length; m++) {
      t[m * ld + at] -= mean;
    }
    return mean;
  }

  /** The law's step for observation j, whose probits are y and their mean now, in the same coordinates. */
  void update(int j, double[] y, double innovation, double[] analysed) {
    double value = a.observations.value(j);
    double deviation = a.observations.deviation(j);
    Marginal marginal = observed(j);
    for (int m = 0; m < a.members; m++) {
      z[m] = (marginal.value(y[m] - innovation) - value) / deviation;
    }
    double mean = Moments.mean(z);
    for (int m = 0; m < a.members; m++) {
      z[m] -= mean;
    }
    laws.of(a.observations, j).update(z, -mean, value, deviation, analysed, a.workspace);
    for (int m = 0; m < a.members; m++) {
      analysed[m] = marginal.probit(Math.fma(deviation, analysed[m] + mean, value)) + innovation;
    }
  }

  /** Variables of a field, anomalies and mean, become their probits. */
  void forward(int field, int points, double[] t, int ld, double[] mean) {
    over(points, (low, high) -> {
      Marginal marginal = laws.field(field).marginal();
      double[] members = new double[a.members];
      for (int i = low; i < high; i++) {
        for (int m = 0; m < a.members; m++) {
          members[m] = mean[i] + t[m * ld + i];
        }
        mean[i] = toProbits(fitted(marginal, members), members, t, i, ld);
      }
    });
  }

  /**
   * Leaves the analysis of a field whose probits are given: anomalies and mean, or members if nothing follows.
   *
   * @param first   number of the field's first variable
   * @param reached which points observations reach
   * @param kept    factor on anomalies of the others
   */
  void back(int field, int first, int points, double[] t, int ld, double[] mean, boolean[] reached, double kept) {
    boolean whole = a.endsWithStep();
    over(points, (low, high) -> {
      Marginal marginal = laws.field(field).marginal();
      double[] members = new double[a.members];
      for (int i = low; i < high; i++) {
        double before = a.mean[first + i];
        double factor = reached[i] ? a.amplification : kept;
        for (int m = 0; m < a.members; m++) {
          members[m] = before + factor * a.forecast[m * a.size + first + i];
        }
        if (reached[i] && marginal.fit(members)) {
          for (int m = 0; m < a.members; m++) {
            members[m] = marginal.value(mean[i] + t[m * ld + i]);
          }
          a.mean[first + i] = Moments.mean(members);
        }
        double subtract = whole ? 0.0 : a.mean[first + i];
        for (int m = 0; m < a.members; m++) {
          a.analysis[m * a.size + first + i] = members[m] - subtract;
        }
      }
    });
  }

  /** Something for a range of points. */
  private interface Range {
    void of(int low, int high);
  }

  private void over(int points, Range range) {
    int parts = Math.min(points, a.workers.threads() * 4);
    a.workers.run(parts, (part, slot) ->
        range.of((int) ((long) points * part / parts), (int) ((long) points * (part + 1) / parts)));
  }
}
