package org.isobit.models.learned;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FieldFilter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.StateField;
import org.isobit.models.assimilation.Workspace;

/**
 * An {@link UpdateScheme} as a filter: of an ensemble of one, the deterministic forecast; of more members each by
 * itself. All observations must be of the scheme's observed element. They are combined first, by precision:
 *
 * <pre>
 *   R = 1 ÷ (1ᵀ·R_o⁻¹·1),  y − x_c = R · 1ᵀ·R_o⁻¹·(y_o − x_c)
 * </pre>
 *
 * <p>with R_o the covariance of their errors, so R = 1 ÷ Σ 1/r² where these are independent. Without an observation
 * every bit stays. Nothing is drawn: seed and number of the cycle do not matter. Immutable, thread-safe.
 */
public final class SchemeFilter implements FieldFilter {

  private final String name;
  private final UpdateScheme scheme;

  /** NaN if it was not told. */
  private final double dayOfYear;

  /**
   * The filter, which does not know the day of the year yet.
   *
   * @param name   what messages call it
   * @param scheme how a forecast is updated
   */
  public SchemeFilter(String name, UpdateScheme scheme) {
    this(name, scheme, Double.NaN);
  }

  private SchemeFilter(String name, UpdateScheme scheme, double dayOfYear) {
    this.name = Objects.requireNonNull(name, "name");
    this.scheme = Objects.requireNonNull(scheme, "scheme");
    this.dayOfYear = dayOfYear;
  }

  @Override
  public SchemeFilter on(double day) {
    Features.requireDay(day);
    return new SchemeFilter(name, scheme, day);
  }

  @Override
  public List<StateField> fields() {
    return scheme.state().fields();
  }

  @Override
  public double offset() {
    return scheme.state().offset();
  }

  @Override
  public boolean seasonal() {
    return scheme.seasonal();
  }

  /**
   * The scheme.
   *
   * @return how a forecast is updated
   */
  public UpdateScheme scheme() {
    return scheme;
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    Environment.require();
    ensemble.requireFinite(name);
    if (ensemble.size() != scheme.state().size()) {
      throw new IllegalArgumentException(name + ": it is for states of " + scheme.state().size() + " elements, "
          + fieldsText(fields()) + ", but a state has " + ensemble.size());
    }
    int count = observations.count();
    if (count == 0) {
      return;
    }
    if (seasonal() && Double.isNaN(dayOfYear)) {
      throw new IllegalArgumentException(name + ": it depends on the day of the year, which it was not told");
    }
    int members = ensemble.members();
    int size = ensemble.size();
    cycle.devices().none(name, 2.0 * members * size);
    double[] innovations = innovations(ensemble, observations);
    double[] ones = new double[count];
    Arrays.fill(ones, 1.0);
    whiten(1, ones, observations, cycle);
    whiten(members, innovations, observations, cycle);
    double variance = 1.0 / dot(ones, ones, 0);
    double[] result = new double[Checks.elements(name, members, size, Double.BYTES)];
    for (int m = 0; m < members; m++) {
      int at = m * size;
      int from = ensemble.index(m);
      double innovation = variance * dot(ones, innovations, m * count);
      if (!Double.isFinite(innovation)) {
        throw new NumericalException(name + ": the innovation of member " + m + " is not finite", -1, innovation);
      }
      scheme.increments(ensemble.values(), from, dayOfYear, innovation, variance, result, at);
      for (int i = 0; i < size; i++) {
        result[at + i] = ensemble.values()[from + i] + result[at + i];
      }
      int bad = Finite.first(result, at, size);
      if (bad >= 0) {
        throw new NumericalException(name + ": the analysis of member " + m + " is not finite", bad, result[at + bad]);
      }
    }
    ensemble.copyFrom(Ensemble.of(result, members, size));
  }

  /** y − x_c, members × count; refuses observations of something else. */
  private double[] innovations(Ensemble ensemble, Observations observations) {
    int count = observations.count();
    double[] d = new double[Checks.elements(name, ensemble.members(), count, Double.BYTES)];
    observations.operator().apply(ensemble, d);
    for (int m = 0; m < ensemble.members(); m++) {
      double own = ensemble.get(m, scheme.state().observed());
      for (int j = 0; j < count; j++) {
        double seen = d[m * count + j];
        if (seen != own) {
          throw new IllegalArgumentException(name + ": it is for observations of " + scheme.state().observedText()
              + ", which is " + own + " in member " + m + ", but observation " + j + " sees " + seen);
        }
        d[m * count + j] = observations.value(j) - own;
      }
    }
    return d;
  }

  /** Replaces rows of x by L⁻¹·x, with R_o = L·Lᵀ. */
  private static void whiten(int rows, double[] x, Observations observations, Cycle cycle) {
    int count = observations.count();
    double[] precision = new double[count];
    observations.precisions(precision);
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] * precision[i % count];
    }
    if (observations.correlated()) {
      Workspace workspace = cycle.workspace() == null ? new Workspace() : cycle.workspace();
      workspace.acquire();
      try {
        observations.correlatedErrors().whiten(rows, x, count, workspace);
      } finally {
        workspace.release();
      }
    }
  }

  private static double dot(double[] a, double[] b, int at) {
    double s = 0.0;
    for (int j = 0; j < a.length; j++) {
      s = Math.fma(a[j], b[at + j], s);
    }
    return s;
  }

  /**
   * Fields in words.
   *
   * @param fields the fields
   * @return {@code n (50, log10), p (50, log10)}
   */
  static String fieldsText(List<StateField> fields) {
    return String.join(", ", fields.stream().map(StateField::toString).toList());
  }

  @Override
  public String toString() {
    return name + "[" + scheme + (Double.isNaN(dayOfYear) ? "]" : "; day " + dayOfYear + " of the year]");
  }
}
