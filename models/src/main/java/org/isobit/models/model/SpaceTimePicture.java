package org.isobit.models.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.models.chart.MapPanel;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.dynamics.profile.StateLayout.Field;

/** Space to the right, time upwards (Hovmöller 1949, Tellus 1, 62–66), one picture for each field on an axis. */
final class SpaceTimePicture implements RunPicture {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 480;
  private static final int MOST_TIMES = 1000;
  private static final long MOST_NUMBERS = 1 << 22;

  private final StateLayout layout;
  private final String timeUnit;
  private final long stride;
  private final double interval;
  private final List<double[]> states = new ArrayList<>();
  private long seen;

  SpaceTimePicture(ModelRun run, ModelProfile profile) {
    layout = profile.layout();
    timeUnit = profile.timeUnit();
    long times = Math.clamp(MOST_NUMBERS / layout.size(), 2, MOST_TIMES);
    stride = (run.kept() + times - 1) / times;
    interval = (double) stride * run.every() * run.step();
  }

  @Override
  public void take(double time, double[] state) {
    if (seen++ % stride == 0) {
      states.add(state.clone());
    }
  }

  @Override
  public PlotFigure figure(String title, String subtitle) {
    double[] times = new double[states.size() + 1];
    for (int k = 0; k < times.length; k++) {
      times[k] = (k - 0.5) * interval;
    }
    List<PlotFigure.Plot> plots = new ArrayList<>();
    for (int f = 0; f < layout.fields().size(); f++) {
      Field field = layout.fields().get(f);
      if (field.axes().size() == 1) {
        double[] values = new double[states.size() * field.size()];
        for (int k = 0; k < states.size(); k++) {
          System.arraycopy(states.get(k), layout.offset(f), values, k * field.size(), field.size());
        }
        MapPanel panel = new MapPanel(field.name(), field.says(), values, RunPicture.unit(field.unit()),
            new MapPanel.Cells(RunPicture.edges(field.axes().getFirst()), Arrays.copyOf(times, times.length)),
            RunPicture.scale(values), List.of());
        plots.add(new PlotFigure.Field(panel, RunPicture.label(field.axes().getFirst()), RunPicture.time(timeUnit)));
      }
    }
    return new PlotFigure(title, subtitle, RunPicture.columns(plots), WIDTH, HEIGHT, plots);
  }
}
