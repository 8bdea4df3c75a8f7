package org.isobit.models.analyse.internal.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isobit.models.analyse.internal.observation.Departures;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;

/**
 * How often innovations have which size, before and after, in units of √(spread² + error²) before the analysis: if
 * spread and errors are right, those before follow the standard normal density, which is drawn with them. One panel for
 * each type of observations.
 */
final class InnovationHistogram {

  /** Bins from −5 to 5; what lies beyond counts to the outer ones. */
  private static final int BINS = 40;
  private static final double REACH = 5;

  private static final int FORECAST = 0x9A9A9A;
  private static final int ANALYSIS = 0x1F60A8;
  private static final int NORMAL = 0xB4483F;

  private InnovationHistogram() {}

  static Figure figure(AnalysisReport report) {
    Observations observations = report.done().network().observations();
    List<Panel> panels = new ArrayList<>();
    for (int type = 0; type < observations.types().size(); type++) {
      panels.add(panel(report, observations, type));
    }
    return new Figure("Innovations: " + AnalysisPictures.title(report),
        "in units of sqrt(spread^2 + error^2) before the analysis; the outer bins hold all beyond", panels);
  }

  private static Panel panel(AnalysisReport report, Observations observations, int type) {
    Departures before = report.done().before();
    Departures after = report.done().after();
    int[] first = new int[BINS];
    int[] last = new int[BINS];
    int count = 0;
    for (int j = 0; j < observations.count(); j++) {
      if (observations.type(j) == type) {
        double r = observations.deviation(j);
        double unit = Math.sqrt(Math.fma(r, r, before.variance()[j]));
        first[bin(before.innovation()[j] / unit)]++;
        last[bin(after.innovation()[j] / unit)]++;
        count++;
      }
    }
    int highest = Math.max(Arrays.stream(first).max().orElse(1), Arrays.stream(last).max().orElse(1));
    double[] x = new double[201];
    double[] normal = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = -REACH + 2 * REACH * i / (x.length - 1);
      normal[i] = Math.exp(-0.5 * x[i] * x[i]) / Math.sqrt(2 * Math.PI);
    }
    return new Panel(String.format(Locale.ROOT, "%s: %d observations", observations.types().get(type), count),
        "innovation over its expected standard deviation", "density", 0, 1.08 * highest / (count * 2 * REACH / BINS),
        Double.NaN, List.of(
            steps("before", first, count, FORECAST), steps("after", last, count, ANALYSIS),
            new Curve("standard normal", x, normal, NORMAL, Curve.Style.DASHED)));
  }

  private static int bin(double z) {
    return Math.clamp((int) Math.floor((z + REACH) / (2 * REACH) * BINS), 0, BINS - 1);
  }

  private static Curve steps(String name, int[] bins, int count, int color) {
    double[] x = new double[2 * BINS];
    double[] y = new double[2 * BINS];
    double width = 2 * REACH / BINS;
    for (int b = 0; b < BINS; b++) {
      x[2 * b] = -REACH + b * width;
      x[2 * b + 1] = x[2 * b] + width;
      y[2 * b] = bins[b] / (count * width);
      y[2 * b + 1] = y[2 * b];
    }
    return new Curve(name, x, y, color, Curve.Style.BOLD);
  }
}
