package org.isobit.models.chart;

/** What a chart is drawn on: a few shapes, in pixels from the upper left corner. Not thread-safe. */
interface Canvas {

  /** Where a text's reference point lies. */
  enum Anchor { START, MIDDLE, END }

  /** How a line looks: colour 0xRRGGBB, width in pixels, and whether it is dashed. */
  record Pen(int color, double width, boolean dashed) {}

  /** How a text looks: size in pixels, colour 0xRRGGBB, and whether it is bold. */
  record Lettering(double size, int color, boolean bold) {}

  /** A filled rectangle. */
  void rectangle(double x, double y, double width, double height, int color);

  /** A line through the first {@code n} points. */
  void line(double[] x, double[] y, int n, Pen pen);

  /** Filled discs around the first {@code n} points. */
  void discs(double[] x, double[] y, int n, double radius, int color);

  /** A text on one line; {@code upwards} turns it by a quarter to the left around its reference point. */
  void text(double x, double y, String text, Lettering lettering, Anchor anchor, boolean upwards);

  /** From here on only this rectangle is drawn on, until {@link #unclip()}. */
  void clip(double x, double y, double width, double height);

  /** Ends the last {@link #clip}. */
  void unclip();
}
