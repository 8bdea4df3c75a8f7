package org.isobit.models.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.math.BigDecimal;
import java.util.List;

/** A rectangle of a picture that shows a map, in its coordinates. */
final class MapArea {

  private static final Color INK = PanelChart.INK;
  private static final Color FAINT = PanelChart.FAINT;
  private static final int TICK = 4;
  private static final int PIXELS_A_TICK = 70;
  private static final int NAME = 62;
  private static final int MANY_POINTS = 3000;
  private static final int FEW_POINTS = 50;
  private static final int MOST_OPAQUE = 255;
  private static final int THIN = 170;

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
  MapArea(Graphics2D g, Rectangle2D pixels, double[] xRange, double[] yRange) {
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

  /** Frame, ticks and their numbers; over the field. */
  void axes(String xName, String yName) {
    axes(xName, yName, Ticks.of(Math.min(x0, x1), Math.max(x0, x1), wantedX()));
  }

  /** The same with whole numbers at the abscissa. */
  void axesOfCounts(String xName, String yName) {
    axes(xName, yName, Ticks.whole(x0, x1, wantedX()));
  }

  private int wantedX() {
    return Math.max(2, (int) (width / PIXELS_A_TICK));
  }

  private void axes(String xName, String yName, List<BigDecimal> xTicks) {
    g.setStroke(new BasicStroke(1f));
    g.setFont(font(12, false));
    FontMetrics metrics = g.getFontMetrics();
    int wantedY = Math.max(2, (int) (height / PIXELS_A_TICK * 1.2));
    for (BigDecimal tick : xTicks) {
      double x = px(tick.doubleValue());
      segment(x, top + height, x, top + height + TICK, FAINT);
      String label = Ticks.label(tick);
      g.setColor(FAINT);
      g.drawString(label, (float) (x - metrics.stringWidth(label) / 2.0), (float) (top + height + 18));
    }
    for (BigDecimal tick : Ticks.of(Math.min(y0, y1), Math.max(y0, y1), wantedY)) {
      double y = py(tick.doubleValue());
      segment(left - TICK, y, left, y, FAINT);
      String label = Ticks.label(tick);
      g.setColor(FAINT);
      g.drawString(label, (float) (left - 8 - metrics.stringWidth(label)), (float) (y + 4));
    }
    g.setColor(FAINT);
    g.draw(new Rectangle2D.Double(left, top, width, height));
    g.drawString(xName, (float) (left + width - metrics.stringWidth(xName)), (float) (top + height + 34));
    if (isShort(yName)) {
      g.drawString(yName, (float) (left - 8 - metrics.stringWidth(yName)), (float) (top - 10));
    } else {
      Graphics2D turned = (Graphics2D) g.create();
      turned.rotate(-Math.PI / 2, left - NAME, top + metrics.stringWidth(yName));
      turned.drawString(yName, (float) (left - NAME), (float) (top + metrics.stringWidth(yName)));
      turned.dispose();
    }
  }

  /** Whether an ordinate's name stands above its numbers, in their width, or else upright beside them. */
  static boolean isShort(String yName) {
    return yName.length() <= 9;
  }

  private void segment(double xa, double ya, double xb, double yb, Color color) {
    g.setColor(color);
    g.draw(new Line2D.Double(xa, ya, xb, yb));
  }

  /** The field's colours. */
  void field(MapPanel panel) {
    switch (panel.places()) {
      case MapPanel.Cells cells -> cells(panel.field(), cells, panel.scale());
      case MapPanel.Points points -> {
        double radius = Math.clamp(0.6 * width / Math.sqrt(panel.field().length), 1.0, 8.0);
        for (int i = 0; i < panel.field().length; i++) {
          g.setColor(new Color(panel.scale().color(panel.field()[i])));
          disc(px(points.x()[i]), py(points.y()[i]), radius);
        }
      }
    }
  }

  private void cells(double[] field, MapPanel.Cells cells, ColorScale scale) {
    int w = (int) Math.round(width);
    int h = (int) Math.round(height);
    int nx = cells.x().length - 1;
    int[] columns = cellsOfPixels(cells.x(), x0, x1, w);
    int[] rows = cellsOfPixels(cells.y(), y1, y0, h);
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int py = 0; py < h; py++) {
      if (py > 0 && same(rows, py)) {
        System.arraycopy(pixels, (py - 1) * w, pixels, py * w, w);
        continue;
      }
      for (int px = 0; px < w; px++) {
        pixels[py * w + px] = px > 0 && same(columns, px) ? pixels[py * w + px - 1]
            : scale.color(meanOfCells(field, nx, columns[2 * px], columns[2 * px + 1], rows[2 * py], rows[2 * py + 1]));
      }
    }
    g.drawImage(image, (int) Math.round(left), (int) Math.round(top), null);
  }

  /** For each of n pixels from one end of the range to the other the first and last cell in it. */
  private static int[] cellsOfPixels(double[] edges, double from, double to, int n) {
    int[] cells = new int[2 * n];
    for (int p = 0; p < n; p++) {
      // A pixel's middle, and the last place before the next pixel's: small cells are averaged, large ones repeated.
      int a = cell(edges, from + (to - from) * (p + 0.25) / n);
      int b = cell(edges, from + (to - from) * (p + 0.75) / n);
      cells[2 * p] = Math.min(a, b);
      cells[2 * p + 1] = Math.max(a, b);
    }
    return cells;
  }

  /** Whether a pixel shows the same cells as the one before. */
  private static boolean same(int[] cells, int p) {
    return cells[2 * p] == cells[2 * p - 2] && cells[2 * p + 1] == cells[2 * p - 1];
  }

  private static int cell(double[] edges, double at) {
    double sign = edges[edges.length - 1] > edges[0] ? 1 : -1;
    int low = 0;
    for (int high = edges.length - 1; high - low > 1; ) {
      int middle = (low + high) >>> 1;
      if (sign * (at - edges[middle]) >= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The mean of cells that have a value, or NaN. */
  private static double meanOfCells(double[] field, int nx, int i0, int i1, int j0, int j1) {
    double sum = 0;
    int count = 0;
    for (int j = j0; j <= j1; j++) {
      for (int i = i0; i <= i1; i++) {
        double value = field[j * nx + i];
        sum += value == value ? value : 0;
        count += value == value ? 1 : 0;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Marks that stand out on any colour. */
  void marks(MapPanel.Marked kind, double radius) {
    for (int i = 0; i < kind.x().length; i++) {
      mark(kind.mark(), px(kind.x()[i]), py(kind.y()[i]), radius);
    }
  }

  private void mark(Mark mark, double x, double y, double radius) {
    g.setColor(Color.WHITE);
    g.fill(mark.at(x, y, radius + 1));
    g.setColor(new Color(mark.color()));
    g.fill(mark.at(x, y, radius));
  }

  /** What the marks are, behind the title, as far as there is room. */
  void legend(String title, List<MapPanel.Marked> kinds) {
    g.setFont(font(15, true));
    double at = left + g.getFontMetrics().stringWidth(title + "  ") + 6;
    g.setFont(font(13, false));
    FontMetrics metrics = g.getFontMetrics();
    for (int k = 0; k < kinds.size(); k++) {
      String name = kinds.get(k).name();
      String more = "+" + (kinds.size() - k);
      boolean last = k == kinds.size() - 1;
      if (at + 10 + metrics.stringWidth(name) + (last ? 0 : 14 + metrics.stringWidth(more)) > left + width + 14) {
        g.setColor(FAINT);
        g.drawString(more, (float) at, (float) top - 10);
        return;
      }
      mark(kinds.get(k).mark(), at, top - 15, 3.2);
      g.setColor(FAINT);
      g.drawString(name, (float) at + 8, (float) top - 10);
      at += 8 + metrics.stringWidth(name) + 16;
    }
  }

  /** Lines or points, as its style says. */
  void curve(Curve curve) {
    Graphics2D inside = (Graphics2D) g.create();
    inside.clip(new Rectangle2D.Double(left, top, width, height));
    boolean many = curve.x().length > MANY_POINTS;
    Color color = new Color(curve.color());
    inside.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), many ? THIN : MOST_OPAQUE));
    Mark mark = curve.style().mark();
    if (mark != null) {
      double radius = many ? 0.8 : curve.x().length > FEW_POINTS ? 1.8 : 3.2;
      for (int i = 0; i < curve.x().length; i++) {
        inside.fill(mark.at(px(curve.x()[i]), py(curve.y()[i]), radius));
      }
    } else {
      inside.setStroke(PanelChart.stroke(curve.style(), many ? 0.7f : 1.2f));
      inside.draw(path(curve));
    }
    inside.dispose();
  }

  /** Bars about 0, 1, 2, … with a little room between them. */
  void bars(double[] heights, int color) {
    g.setColor(new Color(color));
    for (int i = 0; i < heights.length; i++) {
      double x = px(i - 0.43);
      g.fill(new Rectangle2D.Double(x, py(heights[i]), px(i + 0.43) - x, py(0.0) - py(heights[i])));
    }
  }

  private Path2D path(Curve curve) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < curve.x().length; i++) {
      double x = px(curve.x()[i]);
      double y = py(curve.y()[i]);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    return path;
  }

  /** What the curves with labels are, behind the title. */
  void curveLegend(String title, List<Curve> curves) {
    g.setFont(font(15, true));
    double at = left + g.getFontMetrics().stringWidth(title + "  ") + 6;
    g.setFont(font(13, false));
    for (Curve curve : curves) {
      if (curve.label() != null) {
        g.setColor(new Color(curve.color()));
        g.fill(new Rectangle2D.Double(at, top - 16, 14, 3));
        g.setColor(FAINT);
        g.drawString(curve.label(), (float) at + 18, (float) top - 10);
        at += 18 + g.getFontMetrics().stringWidth(curve.label()) + 16;
      }
    }
  }

  private void disc(double x, double y, double radius) {
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /** A vertical bar of the scale's colours beside the area, with numbers, and the unit above. */
  void colorBar(ColorScale scale, String unit) {
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
    g.drawString(unit, (float) x, (float) top - 6);
    for (BigDecimal tick : Ticks.of(scale.low(), scale.high(), Math.max(3, (int) (height / 55)))) {
      double y = top + (scale.high() - tick.doubleValue()) / (scale.high() - scale.low()) * height;
      segment(x + barWidth, y, x + barWidth + TICK, y, FAINT);
      g.drawString(Ticks.label(tick), (float) (x + barWidth + 8), (float) (y + 4));
    }
  }
}
