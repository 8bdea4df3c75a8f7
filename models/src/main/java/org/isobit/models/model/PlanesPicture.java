package org.isobit.models.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;

/** The planes of up to three variables with the path of the state in them, and these variables by time. */
final class PlanesPicture implements RunPicture {

  private static final int SIZE = 400;
  private static final int MOST_POINTS = 20_000;
  private static final int MOST_TIMES = 1200;
  private static final int[] COLORS = {0x0072B2, 0xD55E00, 0x009E73};

  private final StateLayout layout;
  private final String timeUnit;
  private final Curve.Style style;
  private final int[] shown;
  private final long kept;
  private final long stride;
  private final List<double[]> path = new ArrayList<>();
  private final List<double[]> end = new ArrayList<>();
  private long seen;

  PlanesPicture(ModelRun run, ModelProfile profile, boolean jumps) {
    layout = profile.layout();
    timeUnit = profile.timeUnit();
    style = jumps ? Curve.Style.POINTS : Curve.Style.LINE;
    shown = profile.attractor().isEmpty() ? IntStream.range(0, Math.min(3, layout.size())).toArray()
        : profile.attractor().stream().mapToInt(Integer::intValue).toArray();
    kept = run.kept();
    stride = (kept + MOST_POINTS - 1) / MOST_POINTS;
  }

  @Override
  public void take(double time, double[] state) {
    double[] point = new double[1 + shown.length];
    point[0] = time;
    for (int v = 0; v < shown.length; v++) {
      point[1 + v] = state[shown[v]];
    }
    if (seen % stride == 0) {
      path.add(point);
    }
    if (seen >= kept - MOST_TIMES) {
      end.add(point);
    }
    seen++;
  }

  @Override
  public PlotFigure figure(String title, String subtitle) {
    List<PlotFigure.Plot> plots = new ArrayList<>();
    for (int a = 0; a < shown.length; a++) {
      for (int b = a + 1; b < shown.length; b++) {
        Curve curve = new Curve(null, column(path, 1 + a), column(path, 1 + b), COLORS[0], style);
        plots.add(new PlotFigure.Lines(name(a) + " and " + name(b), label(a), label(b), List.of(curve)));
      }
    }
    List<Curve> series = new ArrayList<>();
    for (int v = 0; v < shown.length; v++) {
      series.add(new Curve(name(v), column(end, 0), column(end, 1 + v), COLORS[v], style));
    }
    String[] units = Arrays.stream(shown).mapToObj(i -> layout.fields().get(layout.fieldOf(i)).unit()).distinct()
        .toArray(String[]::new);
    plots.add(new PlotFigure.Lines(end.size() < kept ? "End of the run" : "The run", RunPicture.time(timeUnit),
        units.length == 1 ? RunPicture.unit(units[0]) : "", series));
    return new PlotFigure(title, subtitle, RunPicture.columns(plots), SIZE, SIZE, plots);
  }

  private String name(int v) {
    return layout.variable(shown[v]);
  }

  private String label(int v) {
    return RunPicture.label(name(v), layout.fields().get(layout.fieldOf(shown[v])).unit());
  }

  private static double[] column(List<double[]> points, int number) {
    return points.stream().mapToDouble(point -> point[number]).toArray();
  }
}
