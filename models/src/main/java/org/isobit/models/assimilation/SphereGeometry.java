package org.isobit.models.assimilation;

/** Great-circle distances. */
final class SphereGeometry implements Geometry {

  private final double radius;

  SphereGeometry(double radius) {
    if (!(radius > 0.0) || Double.isInfinite(radius)) {
      throw new IllegalArgumentException("Geometry: the sphere's radius must be positive, but is " + radius);
    }
    this.radius = radius;
  }

  @Override
  public int dimensions() {
    return 2;
  }

  @Override
  public void distances(double[] from, int at, double[] to, int count, double[] distance) {
    throw new UnsupportedOperationException("great circle of radius " + radius);
  }
}
