package org.isobit.models.studies.marinebgc;

import org.isobit.kernels.random.Philox;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.Site;

/** Some truths, day by day, as logarithms. Immutable, thread-safe. */
final class Truths {

  private final TruthSet set;
  private final Site site;
  private final int from;
  private final int size;
  private final long seed;
  private final double[][] days;

  private Truths(TruthSet set, Site site, int from, int size, long seed, double[][] days) {
    this.set = set;
    this.site = site;
    this.from = from;
    this.size = size;
    this.seed = seed;
    this.days = days;
  }

  /** Runs the model with parameters and noise of each truth. */
  static Truths run(MarineSettings settings, Setting setting, Site site, TruthSet set, int from, int to) {
    ColumnEnsemble columns = new ColumnEnsemble(settings.model(setting.ecosystem(), site), to - from);
    columns.perturb(setting.uncertainty(), settings.seed(), set.stream(TruthSet.Purpose.TRUTH, site, 0, from));
    int size = columns.model().size();
    double[][] days = new double[settings.days() + 1][(to - from) * size];
    columns.advance(settings.spinUp() * settings.stepsPerDay(), MarineSettings.alone());
    LogState.read(columns, days[0]);
    for (int day = 1; day <= settings.days(); day++) {
      columns.advance(settings.stepsPerDay(), MarineSettings.alone());
      LogState.read(columns, days[day]);
    }
    return new Truths(set, site, from, size, settings.seed(), days);
  }

  /** Number of truths. */
  int count() {
    return days[0].length / size;
  }

  /** States of all truths on a day of the experiment, one after the other; not to be changed. */
  double[] day(int day) {
    return days[day];
  }

  /**
   * What is observed of a truth on a day, as logarithm of phytoplankton: the element of the state plus an error. That
   * of a day is the same however often there are observations.
   */
  double observation(int truth, int day, int element, double deviation) {
    double error = Philox.gaussian(seed, set.stream(TruthSet.Purpose.ERROR, site, 0, from + truth), day);
    return Math.fma(deviation, error, days[day][truth * size + element]);
  }
}
