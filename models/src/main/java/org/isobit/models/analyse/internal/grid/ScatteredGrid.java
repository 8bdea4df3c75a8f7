package org.isobit.models.analyse.internal.grid;

import org.isobit.models.assimilation.localization.Geometry;

/** Points anywhere, with a coordinate list; the nearest one is the first at the least distance. */
public final class ScatteredGrid implements Grid {

  private final int[] shape;
  private final double[] coordinates;
  private final double[] levels;
  private final Metric metric;
  private final Geometry geometry;
  private final boolean sphere;
  private final double within;

  /**
   * A grid of given places; only those at most {@code within} from a point lie inside.
   *
   * @param levels vertical coordinates beside those of the metric, or null
   */
  public ScatteredGrid(int[] shape, double[] coordinates, double[] levels, Metric metric, double within) {
    this.shape = shape;
    this.coordinates = coordinates;
    this.levels = levels;
    this.metric = metric;
    this.geometry = metric.geometry();
    this.sphere = metric.radius() > 0;
    this.within = within;
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  @Override
  public int dimensions() {
    return geometry.dimensions();
  }

  @Override
  public Metric metric() {
    return metric;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public double[] coordinates() {
    return coordinates;
  }

  @Override
  public int[] nearest(double[] places) {
    double[] distance = new double[places.length / dimensions()];
    double[] known = places.clone();
    for (int i = 1; sphere && i < known.length; i += 2) {
      known[i] = Math.clamp(known[i], -90.0, 90.0);
    }
    int[] points = geometry.nearest(known, coordinates, distance);
    for (int j = 0; j < points.length; j++) {
      boolean onSphere = !sphere || known[2 * j + 1] == places[2 * j + 1];
      points[j] = onSphere && distance[j] <= within ? points[j] : -1;
    }
    return points;
  }

  @Override
  public double[] levels() {
    return levels;
  }

  @Override
  public boolean interpolates() {
    return false;
  }

  @Override
  public Stencils around(double[] places, boolean linear, boolean vertical) {
    int[] points = nearest(places);
    Stencils all = Stencils.of(points.length, 1);
    for (int j = 0; j < points.length; j++) {
      all.set(j, new int[] {points[j]}, new double[] {1}, points[j] < 0 ? 0 : 1);
    }
    return all;
  }

  @Override
  public String range(boolean linear) {
    return (sphere ? "latitudes y from -90 to 90, " : "") + "at most " + within + " from a point";
  }

  @Override
  public String description() {
    return coordinates.length / dimensions() + " scattered points"
        + (sphere ? " in longitude x and latitude y, great-circle distances" : "");
  }
}
