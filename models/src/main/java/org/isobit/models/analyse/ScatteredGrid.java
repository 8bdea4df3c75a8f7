package org.isobit.models.analyse;

import org.isobit.models.assimilation.Geometry;

/** Points anywhere, with a coordinate list; the nearest one is the first at the least distance. */
final class ScatteredGrid implements Grid {

  private final int[] shape;
  private final double[] coordinates;
  private final Geometry geometry;
  private final boolean sphere;
  private final double within;

  /** A grid of given places; only those at most {@code within} from a point lie inside. */
  ScatteredGrid(int[] shape, double[] coordinates, Geometry geometry, boolean sphere, double within) {
    this.shape = shape;
    this.coordinates = coordinates;
    this.geometry = geometry;
    this.sphere = sphere;
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
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public double[] coordinates() {
    return coordinates;
  }

  @Override
  public int stencilSize() {
    return 1;
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
  public boolean linear(double[] place, int[] points, double[] weights) {
    throw new IllegalStateException("the plan refuses linear interpolation between scattered points");
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
