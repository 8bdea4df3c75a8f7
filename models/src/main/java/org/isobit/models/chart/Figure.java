package org.isobit.models.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Panels one below the other, or in several columns, under one title, drawn by XChart. Thread-safe. */
public final class Figure {

  /** Width of the figure, in pixels (the PNG has twice as many). */
  static final int WIDTH = 1100;

  private static final int PANEL_HEIGHT = 300;
  private static final int HEADER = 64;
  private static final int LEGEND = 30;
  private static final int LEGEND_LINE = 20;
  private static final int SWATCH = 30;
  private static final int DISC = 8;
  private static final int LEFT = 16;

  private final String title;
  private final String subtitle;
  private final List<Panel> panels;
  private final int columns;
  private final int panelHeight;
  private final List<Curve> legend;

  /**
   * Makes a figure of one column.
   *
   * @param title    its first line
   * @param subtitle its second line, smaller
   * @param panels   its panels, from the top
   */
  public Figure(String title, String subtitle, List<Panel> panels) {
    this(title, subtitle, 1, PANEL_HEIGHT, panels);
  }

  /**
   * Makes a figure of several columns.
   *
   * @param title       its first line
   * @param subtitle    its second line, smaller
   * @param columns     panels beside each other, at least 1
   * @param panelHeight height of a panel in pixels, axes and legend included
   * @param panels      its panels, row by row
   */
  public Figure(String title, String subtitle, int columns, int panelHeight, List<Panel> panels) {
    this(title, subtitle, columns, panelHeight, panels, List.of());
  }

  /**
   * Makes a figure of several columns whose panels share a legend, which stands above them.
   *
   * @param title       its first line
   * @param subtitle    its second line, smaller
   * @param columns     panels beside each other, at least 1
   * @param panelHeight height of a panel in pixels, axes and legend included
   * @param panels      its panels, row by row
   * @param legend      curves whose labels, colours and styles it shows; their points do not count. Empty: no legend
   */
  public Figure(String title, String subtitle, int columns, int panelHeight, List<Panel> panels, List<Curve> legend) {
    this.title = title;
    this.subtitle = subtitle;
    this.columns = columns;
    this.panelHeight = panelHeight;
    this.panels = List.copyOf(panels);
    this.legend = List.copyOf(legend);
  }

  /**
   * The figure as an SVG document.
   *
   * @return its text; the same figure gives the same text with the same fonts
   * @throws IOException if this JDK cannot draw: no AWT, no fonts
   */
  public synchronized String svg() throws IOException {
    return Painting.svg(WIDTH, height(), this::draw);
  }

  /**
   * The figure as a PNG image.
   *
   * @return the file's bytes
   * @throws IOException if this JDK cannot draw: no AWT, no fonts, no PNG writer
   */
  public synchronized byte[] png() throws IOException {
    return Painting.png(WIDTH, height(), this::draw);
  }

  private int height() throws IOException {
    try {
      return top() + (panels.size() + columns - 1) / columns * panelHeight;
    } catch (LinkageError | InternalError | NullPointerException e) {
      throw Painting.noFonts(e);
    }
  }

  /** Height above the panels. */
  private int top() {
    return HEADER + (legend.isEmpty() ? 0 : LEGEND + (lines().size() - 1) * LEGEND_LINE);
  }

  private static Font small() {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  }

  /** The legend's entries, as many on a line as it has room for. */
  private List<List<Curve>> lines() {
    FontRenderContext context = new FontRenderContext(null, true, false);
    List<List<Curve>> lines = new ArrayList<>();
    double x = WIDTH;
    for (Curve curve : legend) {
      double own = swatch(curve) + 6 + small().getStringBounds(curve.label(), context).getWidth();
      if (x + own > WIDTH - LEFT) {
        lines.add(new ArrayList<>());
        x = LEFT;
      }
      lines.getLast().add(curve);
      x += own + 22;
    }
    return lines;
  }

  private static int swatch(Curve curve) {
    return curve.style().mark() != null ? DISC : SWATCH;
  }

  private void legend(Graphics2D graphics) {
    graphics.setFont(small());
    int y = HEADER + LEGEND / 2;
    for (List<Curve> line : lines()) {
      legend(graphics, line, y);
      y += LEGEND_LINE;
    }
  }

  private static void legend(Graphics2D graphics, List<Curve> line, int y) {
    int x = LEFT;
    for (Curve curve : line) {
      boolean points = curve.style().mark() != null;
      int width = swatch(curve);
      graphics.setColor(new Color(curve.color()));
      if (points) {
        graphics.fill(curve.style().mark().at(x + DISC / 2.0, y, DISC / 2.0));
      } else {
        graphics.setStroke(PanelChart.stroke(curve.style(), 2.6f));
        graphics.drawLine(x, y, x + width, y);
      }
      graphics.setColor(PanelChart.INK);
      graphics.drawString(curve.label(), x + width + 6, y + 5);
      x += width + 6 + graphics.getFontMetrics().stringWidth(curve.label()) + 22;
    }
  }

  private void draw(Graphics2D graphics) {
    graphics.setColor(PanelChart.INK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
    graphics.drawString(title, LEFT, 30);
    graphics.setColor(PanelChart.FAINT);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    graphics.drawString(subtitle, LEFT, 50);
    legend(graphics);
    for (int i = 0; i < panels.size(); i++) {
      // Made here, since XChart already needs AWT and fonts to make one.
      XYChart chart = PanelChart.of(panels.get(i), WIDTH / columns, panelHeight);
      Graphics2D part = (Graphics2D) graphics.create();
      part.translate(i % columns * (WIDTH / columns), top() + i / columns * panelHeight);
      chart.paint(part, WIDTH / columns, panelHeight);
      part.dispose();
    }
  }
}
