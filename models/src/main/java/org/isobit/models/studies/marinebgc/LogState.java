package org.isobit.models.studies.marinebgc;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.models.assimilation.StateField;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.Ecosystem.Pool;
import org.isobit.models.learned.Features;
import org.isobit.models.learned.ObservedState;

/** States as schemes see them: decimal logarithms of concentrations, pool by pool from the surface down. */
final class LogState {

  /** The least concentration, 10⁻¹⁰ mmol m⁻³, and the largest that an analysis can have, 10³. */
  static final double LOWEST = -10.0;
  static final double HIGHEST = 3.0;

  private static final double LOG10_E = 0.4342944819032518;
  private static final double LN_10 = 2.302585092994046;
  private static final double FLOOR = 1e-10;

  private LogState() {}

  /** Logarithms of all columns, one state after the other. */
  static void read(ColumnEnsemble columns, double[] x) {
    int size = columns.model().size();
    for (int j = 0; j < columns.columns(); j++) {
      columns.get(j, x, j * size);
    }
    int n = columns.columns() * size;
    for (int i = 0; i < n; i++) {
      x[i] = x[i] < FLOOR ? FLOOR : x[i];
    }
    Elementary.log(n, x, 0, x, 0);
    for (int i = 0; i < n; i++) {
      x[i] *= LOG10_E;
    }
  }

  /** Gives columns the concentrations of logarithms, which stay as they are. */
  static void write(double[] x, ColumnEnsemble columns) {
    int size = columns.model().size();
    int n = columns.columns() * size;
    double[] c = new double[n];
    for (int i = 0; i < n; i++) {
      c[i] = x[i] * LN_10;
    }
    Elementary.exp(n, c, 0, c, 0);
    for (int j = 0; j < columns.columns(); j++) {
      columns.set(j, c, j * size);
    }
  }

  /** Keeps an analysis in bounds; how many numbers were not. A NaN stays. */
  static int bound(double[] x) {
    int beyond = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] < LOWEST || x[i] > HIGHEST) {
        x[i] = x[i] < LOWEST ? LOWEST : HIGHEST;
        beyond++;
      }
    }
    return beyond;
  }

  /** Whether some numbers are not all finite. */
  static boolean notFinite(double[] x, int at, int n) {
    for (int i = at; i < at + n; i++) {
      if (!Double.isFinite(x[i])) {
        return true;
      }
    }
    return false;
  }

  /** The fields of a state, and what of them a satellite sees: chlorophyll at the surface. */
  static ObservedState of(EcosystemKind kind, int levels) {
    List<StateField> fields = new ArrayList<>();
    for (Pool pool : kind.ecosystem().pools()) {
      fields.add(new StateField(pool.name(), levels, StateField.Scale.LOG10));
    }
    double[] offset = {kind.ecosystem().chlorophyll()};
    Elementary.log(1, offset, 0, offset, 0);
    return ObservedState.of(fields, kind.pool(kind.ecosystem().phytoplankton()), 0).withOffset(offset[0] * LOG10_E);
  }

  /**
   * What networks see: all pools at the surface, at 1/8, 1/4 and 1/2 of the depth and at the bed, and the season. Light
   * and stratification are functions of the day, and tell nothing more.
   */
  static Features features(EcosystemKind kind, int levels, boolean innovation) {
    int[] depths = {0, levels / 8, levels / 4, levels / 2, levels - 1};
    List<Features.Part> parts = new ArrayList<>();
    for (Pool pool : kind.ecosystem().pools()) {
      parts.add(new Features.Part(pool.name(), depths));
    }
    return Features.of(of(kind, levels), parts, true, innovation);
  }
}
