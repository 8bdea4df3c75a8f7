package org.isobit.models.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.models.chart.MapPanel;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.dynamics.profile.StateLayout.Axis;
import org.isobit.models.dynamics.profile.StateLayout.Field;

/** The last state: a map of each field on a plane, and of each plane of a field in space, as far as there is room. */
final class MapsPicture implements RunPicture {

  private static final int MOST_MAPS = 6;

  private final StateLayout layout;
  private final String timeUnit;
  private double time;
  private double[] last;

  MapsPicture(StateLayout layout, String timeUnit) {
    this.layout = layout;
    this.timeUnit = timeUnit;
  }

  @Override
  public void take(double now, double[] state) {
    time = now;
    last = state;
  }

  @Override
  public PlotFigure figure(String title, String subtitle) {
    List<PlotFigure.Field> plots = new ArrayList<>();
    for (int f = 0; f < layout.fields().size(); f++) {
      Field field = layout.fields().get(f);
      if (field.axes().size() >= 2) {
        planes(field, layout.offset(f), plots);
      }
    }
    List<PlotFigure.Field> shown = plots.subList(0, Math.min(MOST_MAPS, plots.size()));
    return PlotFigure.ofMaps(title, "at " + RunPicture.label("time " + time, timeUnit) + "; " + subtitle,
        RunPicture.columns(shown), shown);
  }

  private static String level(Axis axis, int p) {
    return RunPicture.label(axis.name() + " " + BigDecimal.valueOf(axis.at(p)).stripTrailingZeros().toPlainString(),
        axis.unit());
  }

  private void planes(Field field, int offset, List<PlotFigure.Field> plots) {
    int above = field.axes().size() - 2;
    Axis y = field.axes().get(above);
    Axis x = field.axes().get(above + 1);
    int plane = x.size() * y.size();
    for (int p = 0; p < field.size() / plane; p++) {
      double[] values = Arrays.copyOfRange(last, offset + p * plane, offset + (p + 1) * plane);
      String level = above == 0 ? "" : ", " + level(field.axes().getFirst(), p);
      plots.add(new PlotFigure.Field(new MapPanel(field.name() + level, field.says(), values,
          RunPicture.unit(field.unit()), new MapPanel.Cells(RunPicture.edges(x), RunPicture.edges(y)),
          RunPicture.scale(values), List.of()), RunPicture.label(x.name(), x.unit()),
          RunPicture.label(y.name(), y.unit())));
    }
  }
}
