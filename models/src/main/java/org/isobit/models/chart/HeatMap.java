package org.isobit.models.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * Numbers on a grid of settings as colours, several grids of the same rows and columns beside each other. A cell that
 * has no number is hatched, never coloured. Immutable, thread-safe.
 */
public final class HeatMap {

  private static final int CELL_WIDTH = 64;
  private static final int CELL_HEIGHT = 34;
  private static final int LEAST_CELL = 22;
  private static final int HEADER = 70;
  private static final int GRID_TITLE = 30;
  private static final int BELOW = 54;
  private static final int GAP = 26;
  private static final int BAR = 90;
  private static final int LEFT = 16;
  private static final int NARROWEST = 860;
  private static final int WIDE_CELL = 110;
  private static final int WIDEST = 1500;
  private static final int BAR_WIDTH = 14;
  private static final int LOWEST_BAR = 110;
  private static final Color MARK = new Color(0xD55E00);
  private static final Color EMPTY = new Color(0xE9E9E9);
  private static final Color HATCH = new Color(0xA9A9A9);

  private final String title;
  private final String subtitle;
  private final Axis x;
  private final Axis y;
  private final String unit;
  private final ColorScale scale;
  private final List<Grid> grids;

  private final int cellWidth;
  private final int left;
  private final int gridWidth;
  private final int gridHeight;
  private final int columns;

  /**
   * The settings along one side of a grid.
   *
   * @param name   what they are of
   * @param values the settings as text; along the ordinate from below
   */
  public record Axis(String name, List<String> values) {

    /** Keeps its own copy of the list. */
    public Axis {
      values = List.copyOf(values);
    }
  }

  /**
   * One grid.
   *
   * @param title  what stands above it
   * @param values row by row, the lowest first; NaN where there is no number
   * @param texts  what stands in each cell, if there is room
   * @param marked indices of the cells that are framed
   */
  public record Grid(String title, double[] values, List<String> texts, List<Integer> marked) {

    /** Keeps its own copies of the lists. */
    public Grid {
      texts = List.copyOf(texts);
      marked = List.copyOf(marked);
    }
  }

  /**
   * A figure.
   *
   * @param title    its first line
   * @param subtitle its second line, smaller
   * @param x        the settings to the right
   * @param y        the settings upwards
   * @param unit     what the numbers are, above the bar of colours
   * @param scale    their colours
   * @param grids    at least one
   * @throws IllegalArgumentException if a grid does not have as many cells as the axes say
   */
  public HeatMap(String title, String subtitle, Axis x, Axis y, String unit, ColorScale scale, List<Grid> grids) {
    int cells = x.values().size() * y.values().size();
    for (Grid grid : grids) {
      if (grid.values().length != cells || grid.texts().size() != cells) {
        throw new IllegalArgumentException("heat map: the grid '" + grid.title() + "' has " + grid.values().length
            + " values and " + grid.texts().size() + " texts, but " + y.values().size() + " rows of "
            + x.values().size());
      }
    }
    this.title = title;
    this.subtitle = subtitle;
    this.x = x;
    this.y = y;
    this.unit = unit;
    this.scale = scale;
    this.grids = List.copyOf(grids);
    int longest = x.values().stream().mapToInt(String::length).max().orElse(0);
    left = 34 + 8 * y.values().stream().mapToInt(String::length).max().orElse(0);
    int room = (WIDEST - LEFT - BAR - left) / x.values().size();
    int wanted = Math.max(CELL_WIDTH, 8 * longest + 10);
    if (grids.size() == 1) { // which may fill the narrowest figure
      wanted = Math.max(wanted, Math.min(WIDE_CELL, (NARROWEST - LEFT - left - GAP - BAR) / x.values().size()));
    }
    cellWidth = Math.clamp(wanted, LEAST_CELL, Math.max(LEAST_CELL, room));
    gridWidth = left + x.values().size() * cellWidth + GAP;
    gridHeight = GRID_TITLE + y.values().size() * CELL_HEIGHT + BELOW;
    columns = Math.clamp((WIDEST - LEFT - BAR) / gridWidth, 1, grids.size());
  }

  /**
   * The figure as an SVG document.
   *
   * @return its text; the same figure gives the same text with the same fonts
   * @throws IOException if this JDK cannot draw: no AWT, no fonts
   */
  public String svg() throws IOException {
    return Painting.svg(width(), height(), this::draw);
  }

  /**
   * The figure as a PNG image.
   *
   * @return the file's bytes
   * @throws IOException if this JDK cannot draw: no AWT, no fonts, no PNG writer
   */
  public byte[] png() throws IOException {
    return Painting.png(width(), height(), this::draw);
  }

  private int width() {
    return Math.max(NARROWEST, LEFT + columns * gridWidth + BAR);
  }

  private int height() {
    return HEADER + Math.max((grids.size() + columns - 1) / columns * gridHeight, GRID_TITLE + LOWEST_BAR + LEFT);
  }

  private void draw(Graphics2D g) {
    int room = width() - 2 * LEFT;
    PlotFigure.title(g, title, LEFT, room);
    g.setFont(MapArea.font(13, false));
    g.setColor(PanelChart.FAINT);
    g.drawString(PlotFigure.cut(g, subtitle, room), LEFT, 50);
    for (int i = 0; i < grids.size(); i++) {
      int at = LEFT + i % columns * gridWidth;
      int top = HEADER + i / columns * gridHeight;
      g.setFont(MapArea.font(13, true));
      g.setColor(PanelChart.INK);
      g.drawString(PlotFigure.cut(g, grids.get(i).title(), gridWidth - left - 4), at + left, top + 18);
      cells(g, grids.get(i), at + left, top + GRID_TITLE);
      axes(g, at + left, top + GRID_TITLE, i % columns == 0);
    }
    bar(g, LEFT + columns * gridWidth, HEADER + GRID_TITLE, Math.max(LOWEST_BAR, gridHeight - GRID_TITLE - BELOW));
  }

  private void cells(Graphics2D g, Grid grid, int x0, int y0) {
    int nx = x.values().size();
    for (int c = 0; c < grid.values().length; c++) {
      Rectangle2D cell = cell(c, nx, x0, y0);
      double value = grid.values()[c];
      Color color = Double.isNaN(value) ? EMPTY : new Color(scale.color(value));
      g.setColor(color);
      g.fill(cell);
      if (Double.isNaN(value)) {
        hatch(g, cell);
      }
      g.setFont(MapArea.font(12, grid.marked().contains(c)));
      int wide = g.getFontMetrics().stringWidth(grid.texts().get(c));
      if (wide <= cellWidth - 4) {
        g.setColor(isDark(color) ? Color.WHITE : PanelChart.INK);
        g.drawString(grid.texts().get(c), (float) (cell.getCenterX() - wide / 2.0), (float) cell.getCenterY() + 5);
      }
    }
    g.setColor(MARK);
    g.setStroke(new BasicStroke(3f));
    grid.marked().forEach(c -> g.draw(cell(c, nx, x0, y0)));
  }

  private Rectangle2D cell(int c, int nx, int x0, int y0) {
    return new Rectangle2D.Double(x0 + c % nx * cellWidth, y0 + (y.values().size() - 1 - c / nx) * CELL_HEIGHT,
        cellWidth, CELL_HEIGHT);
  }

  private static void hatch(Graphics2D g, Rectangle2D cell) {
    Graphics2D inside = (Graphics2D) g.create();
    inside.clip(cell);
    inside.setColor(HATCH);
    inside.setStroke(new BasicStroke(0.7f));
    for (double at = cell.getMinX() - cell.getHeight(); at < cell.getMaxX(); at += 8) {
      inside.draw(new Line2D.Double(at, cell.getMaxY(), at + cell.getHeight(), cell.getMinY()));
    }
    inside.dispose();
    g.setColor(EMPTY); // so that its text can be read
    g.fill(new Rectangle2D.Double(cell.getX() + 6, cell.getCenterY() - 8, cell.getWidth() - 12, 16));
  }

  private static boolean isDark(Color color) {
    return 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue() < 140;
  }

  private void axes(Graphics2D g, int x0, int y0, boolean named) {
    g.setFont(MapArea.font(12, false));
    g.setColor(PanelChart.FAINT);
    FontMetrics metrics = g.getFontMetrics();
    int bottom = y0 + y.values().size() * CELL_HEIGHT;
    int end = Integer.MIN_VALUE;
    for (int i = 0; i < x.values().size(); i++) {
      int wide = metrics.stringWidth(x.values().get(i));
      int at = x0 + i * cellWidth + (cellWidth - wide) / 2;
      if (at > end) { // where cells are narrow, not every one has its text
        g.drawString(x.values().get(i), at, bottom + 18);
        end = at + wide + 6;
      }
    }
    for (int i = 0; i < y.values().size(); i++) {
      String text = y.values().get(i);
      g.drawString(text, x0 - 8 - metrics.stringWidth(text), bottom - i * CELL_HEIGHT - CELL_HEIGHT / 2 + 5);
    }
    int wide = metrics.stringWidth(x.name());
    g.drawString(x.name(), x0 + Math.max(0, (x.values().size() * cellWidth - wide) / 2), bottom + 38);
    if (named) {
      Graphics2D turned = (Graphics2D) g.create();
      int from = bottom - Math.max(0, (y.values().size() * CELL_HEIGHT - metrics.stringWidth(y.name())) / 2);
      turned.rotate(-Math.PI / 2, x0 - left + 10, from);
      turned.drawString(y.name(), x0 - left + 10, from);
      turned.dispose();
    }
  }

  private void bar(Graphics2D g, int x0, int y0, int height) {
    for (int p = 0; p < height; p++) {
      g.setColor(new Color(scale.color(scale.high() - (scale.high() - scale.low()) * (p + 0.5) / height)));
      g.fill(new Rectangle2D.Double(x0, y0 + p, BAR_WIDTH, 1.5));
    }
    g.setFont(MapArea.font(12, false));
    g.setColor(PanelChart.FAINT);
    g.setStroke(new BasicStroke(1f));
    g.draw(new Rectangle2D.Double(x0, y0, BAR_WIDTH, height));
    g.drawString(unit, x0, y0 - 8);
    for (BigDecimal tick : Ticks.of(scale.low(), scale.high(), Math.max(2, height / 40))) {
      double at = y0 + (scale.high() - tick.doubleValue()) / (scale.high() - scale.low()) * height;
      g.draw(new Line2D.Double(x0 + BAR_WIDTH, at, x0 + BAR_WIDTH + 4, at));
      g.drawString(Ticks.label(tick), x0 + BAR_WIDTH + 8, (float) at + 4);
    }
  }
}
