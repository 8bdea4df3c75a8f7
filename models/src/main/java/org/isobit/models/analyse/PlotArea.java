package org.isobit.models.analyse;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;

/** A rectangle with axes on a picture; draws in data coordinates. */
final class PlotArea {

  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color FAINT = new Color(0x66, 0x66, 0x66);
  private static final Color GRID = new Color(0xE6, 0xE6, 0xE6);
  private static final int TICK = 4;
  private static final int PIXELS_A_TICK = 70;

  private final Graphics2D g;
  private final double left;
  private final double top;
  private final double width;
  private final double height;
  private final double x0;
  private final double x1;
  private final double y0;
  private final double y1;

  /** An area of pixels and the data ranges it shows; a range may descend. */
  PlotArea(Graphics2D g, Rectangle2D pixels, double[] xRange, double[] yRange) {
    this.g = g;
    this.left = pixels.getX();
    this.top = pixels.getY();
    this.width = pixels.getWidth();
    this.height = pixels.getHeight();
    this.x0 = xRange[0];
    this.x1 = xRange[1];
    this.y0 = yRange[0];
    this.y1 = yRange[1];
  }

  static Font font(double size, boolean bold) {
    return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
  }

  double px(double x) {
    return left + (x - x0) / (x1 - x0) * width;
  }

  double py(double y) {
    return top + height - (y - y0) / (y1 - y0) * height;
  }

  void title(String bold, String plain) {
    g.setFont(font(15, true));
    g.setColor(INK);
    g.drawString(bold, (float) left, (float) top - 10);
    float at = (float) (left + g.getFontMetrics().stringWidth(bold + "  "));
    g.setFont(font(13, false));
    g.setColor(FAINT);
    g.drawString(plain, at, (float) top - 10);
  }

  /** Frame, ticks and their numbers, and optionally lines across; call it last over a map, first under curves. */
  void axes(String xName, String yName, boolean lines) {
    g.setStroke(new BasicStroke(1f));
    g.setFont(font(12, false));
    FontMetrics metrics = g.getFontMetrics();
    int wantedX = Math.max(2, (int) (width / PIXELS_A_TICK));
    int wantedY = Math.max(2, (int) (height / PIXELS_A_TICK * 1.2));
    for (BigDecimal tick : Ticks.of(Math.min(x0, x1), Math.max(x0, x1), wantedX)) {
      double x = px(tick.doubleValue());
      if (lines) {
        segment(x, top, x, top + height, GRID);
      }
      segment(x, top + height, x, top + height + TICK, FAINT);
      String label = Ticks.label(tick);
      g.setColor(FAINT);
      g.drawString(label, (float) (x - metrics.stringWidth(label) / 2.0), (float) (top + height + 18));
    }
    for (BigDecimal tick : Ticks.of(Math.min(y0, y1), Math.max(y0, y1), wantedY)) {
      double y = py(tick.doubleValue());
      if (lines) {
        segment(left, y, left + width, y, GRID);
      }
      segment(left - TICK, y, left, y, FAINT);
      String label = Ticks.label(tick);
      g.setColor(FAINT);
      g.drawString(label, (float) (left - 8 - metrics.stringWidth(label)), (float) (y + 4));
    }
    g.setColor(FAINT);
    g.draw(new Rectangle2D.Double(left, top, width, height));
    g.drawString(xName, (float) (left + width - metrics.stringWidth(xName)), (float) (top + height + 34));
    g.drawString(yName, (float) (left - 8 - metrics.stringWidth(yName)), (float) (top - 10));
  }

  private void segment(double xa, double ya, double xb, double yb, Color color) {
    g.setColor(color);
    g.draw(new Line2D.Double(xa, ya, xb, yb));
  }

  /** Cells that fill the area: row 0 at the low end of y. */
  void cells(double[] field, int nx, int ny, ColorScale scale) {
    int w = (int) Math.round(width);
    int h = (int) Math.round(height);
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    for (int py = 0; py < h; py++) {
      for (int px = 0; px < w; px++) {
        image.setRGB(px, py, scale.color(meanOfCells(field, nx, ny, px, py, w, h)));
      }
    }
    g.drawImage(image, (int) Math.round(left), (int) Math.round(top), null);
  }

  /** One pixel: the cell under it, or the mean of the cells that begin in it. */
  private static double meanOfCells(double[] field, int nx, int ny, int px, int py, int w, int h) {
    int up = h - 1 - py;
    int i0 = (int) ((long) px * nx / w);
    int i1 = Math.max(i0 + 1, (int) ((long) (px + 1) * nx / w));
    int j0 = (int) ((long) up * ny / h);
    int j1 = Math.max(j0 + 1, (int) ((long) (up + 1) * ny / h));
    double sum = 0;
    for (int j = j0; j < j1; j++) {
      for (int i = i0; i < i1; i++) {
        sum += field[j * nx + i];
      }
    }
    return sum / ((i1 - i0) * (double) (j1 - j0));
  }

  /** A disc for each point, coloured by its value. */
  void coloredPoints(double[] coordinates, double[] field, double radius, ColorScale scale) {
    for (int i = 0; i < field.length; i++) {
      g.setColor(new Color(scale.color(field[i])));
      disc(px(coordinates[2 * i]), py(coordinates[2 * i + 1]), radius);
    }
  }

  /** Marks that stand out on any colour. */
  void marks(double[] x, double[] y, double radius) {
    for (int i = 0; i < x.length; i++) {
      g.setColor(Color.WHITE);
      disc(px(x[i]), py(y[i]), radius + 1);
      g.setColor(Color.BLACK);
      disc(px(x[i]), py(y[i]), radius);
    }
  }

  private void disc(double x, double y, double radius) {
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /** A vertical bar of the scale's colours beside the area, with numbers. */
  void colorBar(ColorScale scale) {
    double x = left + width + 14;
    double barWidth = 14;
    for (int p = 0; p < (int) height; p++) {
      double value = scale.high() - (scale.high() - scale.low()) * (p + 0.5) / (int) height;
      g.setColor(new Color(scale.color(value)));
      g.fill(new Rectangle2D.Double(x, top + p, barWidth, 1.5));
    }
    g.setColor(FAINT);
    g.setStroke(new BasicStroke(1f));
    g.draw(new Rectangle2D.Double(x, top, barWidth, height));
    g.setFont(font(12, false));
    for (BigDecimal tick : Ticks.of(scale.low(), scale.high(), Math.max(3, (int) (height / 55)))) {
      double y = top + (scale.high() - tick.doubleValue()) / (scale.high() - scale.low()) * height;
      segment(x + barWidth, y, x + barWidth + TICK, y, FAINT);
      g.drawString(Ticks.label(tick), (float) (x + barWidth + 8), (float) (y + 4));
    }
  }

  /** A line through points. */
  void line(double[] x, double[] y, Color color, double lineWidth) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < x.length; i++) {
      if (i == 0) {
        path.moveTo(px(x[i]), py(y[i]));
      } else {
        path.lineTo(px(x[i]), py(y[i]));
      }
    }
    clipped(() -> {
      g.setColor(color);
      g.setStroke(new BasicStroke((float) lineWidth, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(path);
    });
  }

  /** The band between y − half and y + half. */
  void band(double[] x, double[] y, double[] half, Color color) {
    Path2D path = new Path2D.Double();
    path.moveTo(px(x[0]), py(y[0] + half[0]));
    for (int i = 1; i < x.length; i++) {
      path.lineTo(px(x[i]), py(y[i] + half[i]));
    }
    for (int i = x.length - 1; i >= 0; i--) {
      path.lineTo(px(x[i]), py(y[i] - half[i]));
    }
    path.closePath();
    clipped(() -> {
      g.setColor(color);
      g.fill(path);
    });
  }

  /** Points with a vertical bar of one standard deviation to each side. */
  void errorBars(double[] x, double[] y, double[] deviation) {
    clipped(() -> {
      g.setStroke(new BasicStroke(1f));
      for (int i = 0; i < x.length; i++) {
        segment(px(x[i]), py(y[i] - deviation[i]), px(x[i]), py(y[i] + deviation[i]), INK);
        disc(px(x[i]), py(y[i]), x.length > 300 ? 1.5 : 2.5);
      }
    });
  }

  /** A line of the legend: a stroke or a dot, and a text, in the area's upper right corner. */
  void legend(String[] names, Color[] colors) {
    g.setFont(font(13, false));
    double x = left;
    for (String name : names) {
      x += g.getFontMetrics().stringWidth(name) + 44;
    }
    x = left + width - (x - left);
    for (int i = 0; i < names.length; i++) {
      g.setColor(colors[i]);
      g.fill(new Rectangle2D.Double(x, top - 17, 18, 4));
      g.setColor(INK);
      g.drawString(names[i], (float) (x + 24), (float) (top - 10));
      x += g.getFontMetrics().stringWidth(names[i]) + 44;
    }
  }

  private void clipped(Runnable drawing) {
    Shape before = g.getClip();
    g.clip(new Rectangle2D.Double(left, top, width, height));
    drawing.run();
    g.setClip(before);
  }
}
