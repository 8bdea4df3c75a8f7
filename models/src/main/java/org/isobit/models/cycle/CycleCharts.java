package org.isobit.models.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;

/**
 * The picture of a run: errors against the truth where it is known, innovations against what they should be, spread.
 */
final class CycleCharts {

  /** Okabe and Ito's colours, which colour-blind people can tell apart. */
  private static final int FORECAST = 0xE69F00;
  private static final int ANALYSIS = 0x0072B2;
  private static final int EXPECTED = 0x222222;

  /** Points of a curve; longer series are averaged. */
  private static final int MOST = 400;

  private final CyclePlan plan;
  private final List<CycleRecord> records;
  private final int window;
  private final double[] times;

  private CycleCharts(CyclePlan plan, List<CycleRecord> records) {
    this.plan = plan;
    this.records = records.subList(1, records.size());
    this.window = Math.max(1, this.records.size() / MOST);
    this.times = new double[this.records.size() / window];
    for (int i = 0; i < times.length; i++) {
      times[i] = 0.5 * (plan.times().number(i * window + 1) + plan.times().number((i + 1) * window));
    }
  }

  static Figure of(CyclePlan plan, List<CycleRecord> records) {
    return new CycleCharts(plan, records).figure();
  }

  /** What {@link #of} shows, from top to bottom. */
  static List<Panel> panels(CyclePlan plan, List<CycleRecord> records) {
    return new CycleCharts(plan, records).panels();
  }

  private List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    boolean one = plan.ensemble().members() == 1;
    if (plan.truth() != null) {
      panels.add(one ? panel("Distance to the truth", "RMSE", List.of(
          curve("RMSE of the forecast", CycleRecord::forecastRmse, FORECAST, Curve.Style.LINE),
          curve("RMSE of the analysis", CycleRecord::rmse, ANALYSIS, Curve.Style.LINE)))
          : panel("Distance to the truth (solid) and ensemble spread (dashed)", "RMSE, spread", List.of(
              curve("RMSE of the forecast", CycleRecord::forecastRmse, FORECAST, Curve.Style.LINE),
              curve("spread of the forecast", CycleRecord::forecastSpread, FORECAST, Curve.Style.DASHED),
              curve("RMSE of the analysis", CycleRecord::rmse, ANALYSIS, Curve.Style.LINE),
              curve("spread of the analysis", CycleRecord::spread, ANALYSIS, Curve.Style.DASHED))));
    }
    List<Curve> innovations = new ArrayList<>();
    if (!one) {
      innovations.add(curve("expected: √(spread² + R)", r -> r.before() == null ? null : r.before().expectedRms(),
          EXPECTED, Curve.Style.DASHED));
    }
    innovations.add(curve("observation − forecast", r -> r.before() == null ? null : r.before().rms(), FORECAST,
        Curve.Style.LINE));
    innovations.add(curve("observation − analysis", r -> r.after() == null ? null : r.after().rms(), ANALYSIS,
        Curve.Style.LINE));
    panels.add(panel("Innovations: rms of observation minus forecast"
        + (one ? "" : ", and what spread and errors let expect"), "innovation", innovations));
    if (plan.truth() == null && !one) {
      panels.add(panel("Ensemble spread", "spread", List.of(
          curve("forecast", CycleRecord::forecastSpread, FORECAST, Curve.Style.LINE),
          curve("analysis", CycleRecord::spread, ANALYSIS, Curve.Style.LINE))));
    }
    return panels;
  }

  private Figure figure() {
    int members = records.getLast().members().length;
    return new Figure(plan.cycles() + " cycles of forecast and analysis"
        + (plan.burnIn() == 0 ? "" : "; shaded: the first " + plan.burnIn() + ", not in the means"),
        plan.assimilation().filter() + ", "
        + (members == 1 ? "one forecast" : members + " members") + ", "
        + (plan.model() == null ? "external model" : plan.model().description())
        + (window == 1 ? "" : "; means of " + window + " cycles"), panels());
  }

  private Panel panel(String title, String label, List<Curve> curves) {
    double shaded = plan.burnIn() == 0 ? Double.NaN : plan.times().number(plan.burnIn());
    return new Panel(title, plan.times().label(), label, 0, highest(curves), shaded, curves);
  }

  /** The scale: what comes after the burn-in, with half as much again, so that the beginning does not flatten it. */
  private double highest(List<Curve> curves) {
    int from = plan.burnIn() / window;
    double highest = 0;
    for (Curve curve : curves) {
      for (int i = from; i < curve.y().length; i++) {
        highest = curve.y()[i] > highest && curve.y()[i] < Double.MAX_VALUE ? curve.y()[i] : highest;
      }
    }
    return plan.burnIn() == 0 || highest == 0 ? Double.NaN : 1.5 * highest;
  }

  /** Means over windows of cycles; a gap where none of them has the figure. */
  private Curve curve(String label, Function<CycleRecord, Double> figure, int color, Curve.Style style) {
    double[] y = new double[times.length];
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      int count = 0;
      for (int j = i * window; j < (i + 1) * window; j++) {
        Double value = figure.apply(records.get(j));
        if (value != null) {
          sum += value;
          count++;
        }
      }
      y[i] = count == 0 ? Double.NaN : sum / count;
    }
    return new Curve(label, times, y, color, style);
  }
}
