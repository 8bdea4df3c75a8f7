package org.isobit.models.chart;

/**
 * One series of points. The arrays are not copied and must not change afterwards.
 *
 * @param label what the legend calls it; null keeps it out of the legend
 * @param x     abscissae; in a {@link Panel} ascending
 * @param y     ordinates, as many; a NaN breaks a line
 * @param color colour, 0xRRGGBB
 * @param style how it is drawn
 */
public record Curve(String label, double[] x, double[] y, int color, Style style) {

  /** How a curve is drawn. */
  public enum Style {
    /** A thin solid line. */
    LINE,
    /** A solid line of double width. */
    BOLD,
    /** A thin dashed line. */
    DASHED,
    /** Discs. */
    POINTS,
    /** Triangles. */
    TRIANGLES,
    /** Squares. */
    SQUARES,
    /** Diamonds. */
    DIAMONDS,
    /** Triangles that stand on their tip. */
    TIPS,
    /** Crosses. */
    CROSSES;

    /**
     * Points with the shape of a mark.
     *
     * @param mark the mark
     * @return the style
     */
    public static Style of(Mark mark) {
      return values()[POINTS.ordinal() + mark.ordinal()];
    }

    /** How its points are drawn, or null for lines. */
    Mark mark() {
      return ordinal() < POINTS.ordinal() ? null : Mark.values()[ordinal() - POINTS.ordinal()];
    }
  }

  /**
   * Checks that there are as many abscissae as ordinates.
   *
   * @throws IllegalArgumentException if not
   */
  public Curve {
    if (x.length != y.length) {
      throw new IllegalArgumentException("curve '" + label + "' has " + x.length + " abscissae but " + y.length
          + " ordinates");
    }
  }
}
