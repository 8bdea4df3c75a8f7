package org.isobit.models.studies.emulators;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;
import org.isobit.models.studies.StudyCurves;
import org.isobit.models.studies.StudyText;

/** Errors against lead. */
final class StudyChart {

  private static final int NETWORK = 0xD55E00;
  private static final int RIDGE = 0x0072B2;
  private static final int PERSISTENCE = 0x8A8A8A;
  private static final int HEIGHT = 420;

  private StudyChart() {}

  static Figure of(EmulatedSystem system, Map<Job, Scores> results) {
    boolean quick = results.keySet().iterator().next().quick();
    List<Curve> curves = new ArrayList<>();
    add(curves, system, results, Scores::persistence, PERSISTENCE, Curve.Style.LINE);
    add(curves, system, results, Scores::ridge, RIDGE, Curve.Style.DASHED);
    add(curves, system, results, Scores::network, NETWORK, Curve.Style.BOLD);
    Panel panel = new Panel("a line a seed", "time", "RMSE / standard deviation", 0, Double.NaN, Double.NaN, curves);
    return new Figure(StudyText.marked(system.label() + ": forecasts of a held-out run", quick), system.title()
        + "; each forecast begins at the truth and goes on from itself", 1, HEIGHT, List.of(panel),
        List.of(StudyCurves.entry(system.networkName(), NETWORK, Curve.Style.BOLD),
            StudyCurves.entry("ridge regression", RIDGE, Curve.Style.DASHED),
            StudyCurves.entry("persistence", PERSISTENCE, Curve.Style.LINE)));
  }

  private static void add(List<Curve> curves, EmulatedSystem system, Map<Job, Scores> results,
      Function<Scores, double[]> errors, int color, Curve.Style style) {
    for (Scores scores : results.values()) {
      double[] y = errors.apply(scores);
      double[] time = new double[y.length + 1];
      double[] error = new double[y.length + 1];
      for (int i = 0; i < y.length; i++) {
        time[i + 1] = (i + 1) * system.interval();
        // What has gone astray leaves the picture to the others.
        error[i + 1] = y[i] > 2.0 ? Double.NaN : y[i];
      }
      curves.add(new Curve(null, time, error, color, style));
    }
  }
}
