package org.isobit.models.chart;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Panels one below the other under one title. Thread-safe. */
public final class Figure {

  private static final int WIDTH = 1100;
  private static final int PANEL_HEIGHT = 270;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 58;
  private static final int BOTTOM = 42;
  private static final int HEADER = 52;
  private static final int LEGEND_KEY = 28;
  private static final double LETTER = 7.2;
  private static final int LEGEND_LINE = 19;

  private static final int INK = 0x222222;
  private static final int FAINT = 0x666666;
  private static final int GRID = 0xE3E3E3;
  private static final int SHADE = 0xF3F3F3;

  private final String title;
  private final String subtitle;
  private final List<Panel> panels;

  /**
   * Makes a figure.
   *
   * @param title    its first line
   * @param subtitle its second line, smaller
   * @param panels   its panels, from the top
   */
  public Figure(String title, String subtitle, List<Panel> panels) {
    this.title = title;
    this.subtitle = subtitle;
    this.panels = List.copyOf(panels);
  }

  /**
   * The figure as an SVG document.
   *
   * @return its text; the same figure gives the same text
   */
  public String svg() {
    SvgCanvas canvas = new SvgCanvas(WIDTH, height());
    draw(canvas);
    return canvas.document();
  }

  /**
   * The figure as a PNG image.
   *
   * @return the file's bytes
   * @throws IOException if this JDK cannot draw: no AWT, no fonts, no PNG writer
   */
  public byte[] png() throws IOException {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    try {
      PngCanvas canvas = new PngCanvas(WIDTH, height());
      draw(canvas);
      return canvas.bytes();
    } catch (LinkageError | InternalError | NullPointerException e) {
      // What AWT throws on machines without fontconfig, fonts or its native libraries.
      throw new IOException("this JDK cannot draw text here (" + e + "): install fontconfig and a font", e);
    }
  }

  private int height() {
    int height = HEADER;
    for (Panel panel : panels) {
      height += PANEL_HEIGHT + legendHeight(panel);
    }
    return height;
  }

  private void draw(Canvas canvas) {
    canvas.text(LEFT, 30, title, new Canvas.Lettering(18, INK, true), Canvas.Anchor.START, false);
    canvas.text(LEFT, 50, subtitle, new Canvas.Lettering(12, FAINT, false), Canvas.Anchor.START, false);
    int y = HEADER;
    for (Panel panel : panels) {
      int legend = legendHeight(panel);
      draw(canvas, panel, y + TOP - LEGEND_LINE + legend);
      drawLegend(canvas, panel, y + TOP - LEGEND_LINE);
      y += PANEL_HEIGHT + legend;
    }
  }

  private static void draw(Canvas canvas, Panel panel, int top) {
    int width = WIDTH - LEFT - RIGHT;
    int height = PANEL_HEIGHT - TOP - BOTTOM + LEGEND_LINE;
    Axis x = Axis.of(panel.xLow(), panel.xHigh(), 12, false);
    boolean low = Double.isNaN(panel.yLow());
    boolean high = Double.isNaN(panel.yHigh());
    Axis y = Axis.of(low ? panel.lowest() : panel.yLow(), high ? panel.highest() : panel.yHigh(), 5, true);
    Frame frame = new Frame(LEFT, top, width, height, x, y);
    if (panel.shaded() > x.low()) {
      canvas.rectangle(LEFT, top, frame.x(Math.min(panel.shaded(), x.high())) - LEFT, height, SHADE);
    }
    drawAxes(canvas, panel, frame);
    canvas.clip(LEFT, top, width, height);
    for (Curve curve : panel.curves()) {
      draw(canvas, curve, frame);
    }
    canvas.unclip();
  }

  private static void drawAxes(Canvas canvas, Panel panel, Frame frame) {
    Canvas.Lettering small = new Canvas.Lettering(11, FAINT, false);
    Canvas.Lettering label = new Canvas.Lettering(12, INK, false);
    double right = frame.left() + frame.width();
    double bottom = frame.top() + frame.height();
    Canvas.Pen grid = new Canvas.Pen(GRID, 1, false);
    for (int i = 0; i < frame.yAxis().count(); i++) {
      double at = frame.y(frame.yAxis().tick(i));
      stroke(canvas, frame.left(), at, right, at, grid);
      canvas.text(frame.left() - 8, at + 4, frame.yAxis().label(i), small, Canvas.Anchor.END, false);
    }
    Canvas.Pen axis = new Canvas.Pen(FAINT, 1, false);
    for (int i = 0; i < frame.xAxis().count(); i++) {
      double at = frame.x(frame.xAxis().tick(i));
      stroke(canvas, at, bottom, at, bottom + 5, axis);
      canvas.text(at, bottom + 18, frame.xAxis().label(i), small, Canvas.Anchor.MIDDLE, false);
    }
    stroke(canvas, frame.left(), bottom, right, bottom, axis);
    canvas.text(frame.left() + frame.width() / 2.0, bottom + 34, panel.xLabel(), label, Canvas.Anchor.MIDDLE, false);
    canvas.text(22, frame.top() + frame.height() / 2.0, panel.yLabel(), label, Canvas.Anchor.MIDDLE, true);
  }

  private static void stroke(Canvas canvas, double x0, double y0, double x1, double y1, Canvas.Pen pen) {
    canvas.line(new double[] {x0, x1}, new double[] {y0, y1}, 2, pen);
  }

  /** Draws the runs of finite points. */
  private static void draw(Canvas canvas, Curve curve, Frame frame) {
    int n = curve.x().length;
    double[] x = new double[n];
    double[] y = new double[n];
    int run = 0;
    for (int i = 0; i <= n; i++) {
      if (i < n && Double.isFinite(curve.y()[i])) {
        x[run] = frame.x(curve.x()[i]);
        // Far beyond the frame nothing shows; drawing libraries dislike huge coordinates.
        y[run++] = Math.clamp(frame.y(curve.y()[i]), -1e4, 1e4);
      } else if (run > 0) {
        mark(canvas, curve, x, y, run);
        run = 0;
      }
    }
  }

  private static void mark(Canvas canvas, Curve curve, double[] x, double[] y, int n) {
    if (curve.style() == Curve.Style.POINTS) {
      canvas.discs(x, y, n, 2.2, curve.color());
      return;
    }
    boolean bold = curve.style() == Curve.Style.BOLD;
    canvas.line(x, y, n, new Canvas.Pen(curve.color(), bold ? 2.4 : 1.3, curve.style() == Curve.Style.DASHED));
  }

  private static List<Curve> labelled(Panel panel) {
    List<Curve> labelled = new ArrayList<>(panel.curves());
    labelled.removeIf(curve -> curve.label() == null);
    return labelled;
  }

  /** The width of a legend entry: the longest label has room, as far as the letters' width is known. */
  private static int entryWidth(List<Curve> labelled) {
    int longest = labelled.stream().mapToInt(curve -> curve.label().length()).max().orElse(1);
    return (int) Math.clamp(LEGEND_KEY + LETTER * longest + 20, 125, WIDTH - LEFT - RIGHT);
  }

  private static int legendHeight(Panel panel) {
    List<Curve> labelled = labelled(panel);
    int columns = (WIDTH - LEFT - RIGHT) / entryWidth(labelled);
    return (labelled.size() + columns - 1) / columns * LEGEND_LINE;
  }

  private static void drawLegend(Canvas canvas, Panel panel, int top) {
    canvas.text(LEFT, top - 14, panel.title(), new Canvas.Lettering(14, INK, true), Canvas.Anchor.START, false);
    List<Curve> curves = labelled(panel);
    int width = entryWidth(curves);
    int columns = (WIDTH - LEFT - RIGHT) / width;
    for (int i = 0; i < curves.size(); i++) {
      double x = LEFT + (double) (i % columns * width);
      double y = top + 4 + i / columns * (double) LEGEND_LINE;
      double middle = y - 4;
      if (curves.get(i).style() == Curve.Style.POINTS) {
        mark(canvas, curves.get(i), new double[] {x + 11}, new double[] {middle}, 1);
      } else {
        mark(canvas, curves.get(i), new double[] {x, x + 22}, new double[] {middle, middle}, 2);
      }
      canvas.text(x + LEGEND_KEY, y, curves.get(i).label(), new Canvas.Lettering(12, INK, false), Canvas.Anchor.START, false);
    }
  }

  /** Where a panel's data area lies, and how values map into it. */
  private record Frame(int left, int top, int width, int height, Axis xAxis, Axis yAxis) {
    double x(double value) {
      return left + width * xAxis.share(value);
    }

    double y(double value) {
      return top + height * (1 - yAxis.share(value));
    }
  }
}
