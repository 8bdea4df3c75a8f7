package org.isobit.models.chart;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What a point is drawn as: kinds of points differ in shape and in colour, so that either is enough to tell them apart.
 */
public enum Mark {
  /** A black disc. */
  DISC(0x000000, SeriesMarkers.CIRCLE),
  /** A green triangle. */
  TRIANGLE(0x009E73, SeriesMarkers.TRIANGLE_UP, 0, -1.3, 1.15, 0.9, -1.15, 0.9),
  /** An orange square. */
  SQUARE(0xE69F00, SeriesMarkers.SQUARE),
  /** A purple diamond. */
  DIAMOND(0x9A3FB0, SeriesMarkers.DIAMOND, 0, -1.4, 1.4, 0, 0, 1.4, -1.4, 0),
  /** A yellow triangle that stands on its tip. */
  TIP(0xF0E442, SeriesMarkers.TRIANGLE_DOWN, 0, 1.3, 1.15, -0.9, -1.15, -0.9),
  /** A grey cross. */
  CROSS(0x7A7A7A, SeriesMarkers.PLUS, -0.45, -1.4, 0.45, -1.4, 0.45, -0.45, 1.4, -0.45, 1.4, 0.45, 0.45, 0.45, 0.45,
      1.4, -0.45, 1.4, -0.45, 0.45, -1.4, 0.45, -1.4, -0.45, -0.45, -0.45);

  private final int color;
  private final Marker marker;

  /** x and y of its corners for the radius 1, y downwards; none for a disc or a square. */
  private final double[] corners;

  Mark(int color, Marker marker, double... corners) {
    this.color = color;
    this.marker = marker;
    this.corners = corners;
  }

  /**
   * The mark of a kind of points.
   *
   * @param kind number of the kind, from 0; beyond the last mark they begin again
   * @return its mark
   */
  public static Mark of(int kind) {
    return values()[kind % values().length];
  }

  /**
   * Its colour.
   *
   * @return 0xRRGGBB
   */
  public int color() {
    return color;
  }

  /** For charts of curves. */
  Marker marker() {
    return marker;
  }

  /** Around a place, about as large as a disc of that radius. */
  Shape at(double x, double y, double radius) {
    if (corners.length == 0) {
      return this == DISC ? new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius)
          : new Rectangle2D.Double(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
    }
    Path2D path = new Path2D.Double();
    path.moveTo(x + radius * corners[0], y + radius * corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(x + radius * corners[i], y + radius * corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
