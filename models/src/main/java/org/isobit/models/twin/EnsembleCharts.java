package org.isobit.models.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.isobit.models.chart.ColorScale;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.MapPanel;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.twin.TwinResult.Run;

/**
 * Pictures of the first seed's ensembles: how reliable they are (rank histogram, spread against error), and space and
 * time (Hovmöller 1949, Tellus 1, 62–66) of truth, analysis mean and error, for models on a ring.
 */
final class EnsembleCharts {

  private static final int MOST_ENSEMBLES = 6;
  private static final int MOST_FIELDS = 3;

  /** Groups of cycles of equal size, by their spread. */
  private static final int GROUPS = 12;

  /** Cycles of a group at least. */
  private static final int LEAST = 10;

  private static final int LINE = 0x777777;

  private EnsembleCharts() {}

  /** Rank histograms and spread against error, or null if no method has an ensemble with equal weights. */
  static PlotFigure reliability(TwinResult result) {
    List<Integer> all = IntStream.range(0, result.experiment().methods().size())
        .filter(m -> result.tracks().methods().get(m).ranks().length > 0 && scored(result, m) >= LEAST).boxed()
        .toList();
    if (all.isEmpty()) {
      return null;
    }
    List<Integer> shown = all.subList(0, Math.min(MOST_ENSEMBLES, all.size()));
    List<PlotFigure.Plot> plots = new ArrayList<>();
    for (int m : shown) {
      plots.add(ranks(result, m));
      plots.add(spreadAndError(result, m));
    }
    return new PlotFigure(result.experiment().title(), "seed " + result.experiment().seeds().getFirst()
        + ", analyses after the burn-in" + (shown.size() < all.size() ? "; the first " + shown.size() + " of "
        + all.size() + " ensembles" : ""), 2, 430, 230, plots);
  }

  private static int scored(TwinResult result, int method) {
    return first(result, method).series().rmse().length - result.experiment().burnIn();
  }

  private static Run first(TwinResult result, int method) {
    return result.runsOf(method).getFirst();
  }

  /** The name of a method's plot, with what became of it. */
  private static String name(TwinResult result, int method) {
    return result.experiment().methods().get(method).label()
        + (first(result, method).diverged() ? " (diverged)" : "");
  }

  private static PlotFigure.Plot ranks(TwinResult result, int method) {
    long[] ranks = result.tracks().methods().get(method).ranks();
    double all = Arrays.stream(ranks).sum();
    double[] heights = Arrays.stream(ranks).mapToDouble(count -> count * ranks.length / all).toArray();
    return new PlotFigure.Bars(name(result, method) + ": rank of the truth", "members below the truth",
        "frequency (flat: 1)", heights, 1.0, TwinCharts.color(method));
  }

  /**
   * Root mean squares of cycles grouped by their spread. Of an ensemble of N members that are drawn as the truth is,
   * errors of the mean are √(1 + 1/N) times the spread (Fortin et al. 2014, J. Hydrometeorol. 15, 1708–1713, eq. 15).
   */
  private static PlotFigure.Plot spreadAndError(TwinResult result, int method) {
    Run run = first(result, method);
    int from = result.experiment().burnIn();
    int n = run.series().rmse().length - from;
    Integer[] order = IntStream.range(from, from + n).boxed()
        .sorted(Comparator.comparingDouble(k -> run.series().spread()[k])).toArray(Integer[]::new);
    int groups = Math.clamp(n / LEAST, 1, GROUPS);
    double[] spread = new double[groups];
    double[] error = new double[groups];
    for (int g = 0; g < groups; g++) {
      int low = (int) ((long) g * n / groups);
      int high = (int) ((long) (g + 1) * n / groups);
      for (int i = low; i < high; i++) {
        spread[g] += square(run.series().spread()[order[i]]) / (high - low);
        error[g] += square(run.series().rmse()[order[i]]) / (high - low);
      }
      spread[g] = Math.sqrt(spread[g]);
      error[g] = Math.sqrt(error[g]);
    }
    double members = result.experiment().methods().get(method).members();
    double[] ends = {spread[0], spread[groups - 1]};
    double[] reliable = Arrays.stream(ends).map(s -> Math.sqrt(1.0 + 1.0 / members) * s).toArray();
    return new PlotFigure.Lines("error by spread", "spread of the analysis (RMS of a group of cycles)", "RMSE",
        List.of(new Curve("reliable", ends, reliable, LINE, Curve.Style.DASHED),
            new Curve(groups + " groups of cycles", spread, error, TwinCharts.color(method), Curve.Style.SQUARES)));
  }

  private static double square(double value) {
    return value * value;
  }

  /** Truth, mean and error of the first methods, or null if the model's variables are on no ring. */
  static PlotFigure spaceAndTime(TwinResult result) {
    Experiment e = result.experiment();
    if (!e.model().isRing()) {
      return null;
    }
    double[][] truth = result.tracks().states();
    int methods = Math.min(MOST_FIELDS, e.methods().size());
    ColorScale scale = ColorScale.field(lowest(truth), highest(truth));
    double[][][] errors = new double[methods][][];
    double largest = 0.0;
    for (int m = 0; m < methods; m++) {
      errors[m] = minus(result.tracks().methods().get(m).means(), truth);
      if (!first(result, m).diverged()) {
        largest = DoubleStream.of(largest, -lowest(errors[m]), highest(errors[m])).max().getAsDouble();
      }
    }
    ColorScale change = ColorScale.change(largest);
    List<PlotFigure.Plot> plots = new ArrayList<>();
    for (int m = 0; m < methods; m++) {
      plots.add(field(e, "truth", truth, scale));
      plots.add(field(e, name(result, m) + ": analysis mean", result.tracks().methods().get(m).means(), scale));
      plots.add(field(e, "mean \u2212 truth", errors[m], change));
    }
    return new PlotFigure(e.title(), "the last " + truth.length + " cycles of seed " + e.seeds().getFirst()
        + (methods < e.methods().size() ? "; the first " + methods + " of " + e.methods().size() + " methods" : ""), 3,
        260, 340, plots);
  }

  private static PlotFigure.Plot field(Experiment e, String title, double[][] states, ColorScale scale) {
    int size = e.model().size();
    double[] values = new double[states.length * size];
    for (int k = 0; k < states.length; k++) {
      if (states[k] == null) {
        Arrays.fill(values, k * size, (k + 1) * size, Double.NaN);
      } else {
        System.arraycopy(states[k], 0, values, k * size, size);
      }
    }
    TimeAxis time = TimeAxis.of(e, states.length);
    double[] times = new double[states.length + 1];
    for (int k = 0; k < times.length; k++) {
      times[k] = time.at(e.cycles() - states.length + k - 0.5);
    }
    double[] places = IntStream.rangeClosed(0, size).mapToDouble(i -> i - 0.5).toArray();
    return new PlotFigure.Field(new MapPanel(title, "", values, TwinCharts.unit(e, 0),
        new MapPanel.Cells(places, times), scale, List.of()), "variable", time.label());
  }

  private static double[][] minus(double[][] means, double[][] truth) {
    double[][] difference = new double[truth.length][];
    for (int k = 0; k < truth.length; k++) {
      if (means[k] != null) {
        difference[k] = new double[truth[k].length];
        for (int i = 0; i < truth[k].length; i++) {
          difference[k][i] = means[k][i] - truth[k][i];
        }
      }
    }
    return difference;
  }

  private static double lowest(double[][] states) {
    return Arrays.stream(states).filter(s -> s != null).flatMapToDouble(Arrays::stream).min().orElse(0.0);
  }

  private static double highest(double[][] states) {
    return Arrays.stream(states).filter(s -> s != null).flatMapToDouble(Arrays::stream).max().orElse(0.0);
  }
}
