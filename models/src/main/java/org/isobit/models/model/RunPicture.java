package org.isobit.models.model;

import java.util.List;
import org.isobit.models.chart.ColorScale;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.dynamics.profile.StateLayout.Axis;

/**
 * What is seen of a run: planes of an attractor, if the profile names its variables or there are single variables
 * alone; else the last state as maps, if there are fields on planes; else space and time. Not thread-safe.
 */
interface RunPicture extends ModelRun.Sink {

  /**
   * The picture of a model.
   *
   * @param run      the run that it will see
   * @param profile  what the variables are
   * @param jumps    whether states of one run have nothing in between, so that no line joins them
   */
  static RunPicture of(ModelRun run, ModelProfile profile, boolean jumps) {
    StateLayout layout = profile.layout();
    int axes = layout.fields().stream().mapToInt(field -> field.axes().size()).max().getAsInt();
    if (!profile.attractor().isEmpty() || axes == 0) {
      return new PlanesPicture(run, profile, jumps);
    }
    return axes == 1 ? new SpaceTimePicture(run, profile) : new MapsPicture(layout, profile.timeUnit());
  }

  /** Draws all that was taken. */
  PlotFigure figure(String title, String subtitle);

  /** The label of an axis in space. */
  static String label(Axis axis) {
    return label(axis.says().isEmpty() ? axis.name() : axis.says() + " " + axis.name(), axis.unit());
  }

  /** The label of the axis of time. */
  static String time(String unit) {
    return label("time", unit);
  }

  /** A name with its unit, if it has one that is known. */
  static String label(String name, String unit) {
    return unit(unit).isEmpty() ? name : name + " (" + unit + ")";
  }

  /** A unit as pictures show it. */
  static String unit(String unit) {
    return unit.equals("1") ? "" : unit;
  }

  /** Colours for values: white at 0 if there are many on both sides of it. */
  static ColorScale scale(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    double largest = Math.max(-low, high);
    return Math.min(-low, high) > 0.2 * largest ? ColorScale.change(largest) : ColorScale.field(low, high);
  }

  /** Edges of cells about the points of an axis. */
  static double[] edges(Axis axis) {
    double[] edges = new double[axis.size() + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = axis.at(i - 0.5);
    }
    return edges;
  }

  /** At most two beside each other. */
  static int columns(List<?> plots) {
    return Math.min(2, plots.size());
  }
}
