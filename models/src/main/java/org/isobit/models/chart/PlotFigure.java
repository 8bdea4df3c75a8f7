package org.isobit.models.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/** Plots of one size, some beside each other, under one title. Immutable, thread-safe. */
public final class PlotFigure {

  private static final int LEFT = 66;
  private static final int LEFT_OF_LONG_NAMES = 86;
  private static final int HEADER = 62;
  private static final int TITLE = 34;
  private static final int BOTTOM = 52;
  private static final int BAR = 84;
  private static final int RIGHT = 24;
  private static final int MAP = 430;
  private static final int TITLE_SIZE = 18;
  private static final int SMALLEST_TITLE = 13;

  /** A rectangle with axes and what is in it. */
  public sealed interface Plot permits Field, Lines, Bars {
    /**
     * The abscissa's name.
     *
     * @return its name
     */
    String xName();

    /**
     * The ordinate's name.
     *
     * @return its name
     */
    String yName();
  }

  /**
   * A field as colours, with a bar of them.
   *
   * @param panel the field
   * @param xName the abscissa's name
   * @param yName the ordinate's name
   */
  public record Field(MapPanel panel, String xName, String yName) implements Plot {}

  /**
   * Lines or points, as wide and high as they need.
   *
   * @param title  what stands above them, bold
   * @param xName  the abscissa's name
   * @param yName  the ordinate's name
   * @param curves what is drawn, the first below the others; abscissae in any order
   */
  public record Lines(String title, String xName, String yName, List<Curve> curves) implements Plot {

    private static final double MARGIN = 0.04;

    /** Keeps its own copy of the list. */
    public Lines {
      curves = List.copyOf(curves);
    }

    private double[] range(boolean ofX) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (Curve curve : curves) {
        for (double v : ofX ? curve.x() : curve.y()) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
      }
      double margin = high > low ? MARGIN * (high - low) : 0.5;
      return new double[] {low - margin, high + margin};
    }
  }

  /**
   * Bars beside each other, from 0 up; the abscissa counts them from 0.
   *
   * @param title     what stands above them, bold
   * @param xName     the abscissa's name
   * @param yName     the ordinate's name
   * @param heights   how high they are, not negative
   * @param reference where a dashed line stands
   * @param color     their colour, 0xRRGGBB
   */
  public record Bars(String title, String xName, String yName, double[] heights, double reference, int color)
      implements Plot {

    private static final double ROOM = 1.08;

    private double highest() {
      double highest = reference;
      for (double height : heights) {
        highest = Math.max(highest, height);
      }
      return ROOM * highest;
    }
  }

  private final String title;
  private final String subtitle;
  private final int columns;
  private final int width;
  private final int height;
  private final List<Plot> plots;

  /**
   * A figure.
   *
   * @param title    its first line, in smaller letters if it is long
   * @param subtitle its second line, smaller; cut if it is too long
   * @param columns  plots beside each other, at least 1
   * @param width    of the inside of each, in pixels
   * @param height   of the inside of each
   * @param plots    the plots, row by row, at least one
   */
  public PlotFigure(String title, String subtitle, int columns, int width, int height, List<? extends Plot> plots) {
    this.title = title;
    this.subtitle = subtitle;
    this.columns = columns;
    this.width = width;
    this.height = height;
    this.plots = List.copyOf(plots);
  }

  /**
   * Maps of one domain, in its proportions as far as there is room.
   *
   * @param title    its first line
   * @param subtitle its second line, smaller; cut if it is too long
   * @param columns  maps beside each other, at least 1
   * @param plots    the maps, row by row, at least one
   * @return the figure
   */
  public static PlotFigure ofMaps(String title, String subtitle, int columns, List<Field> plots) {
    double[] x = plots.getFirst().panel().places().xRange();
    double[] y = plots.getFirst().panel().places().yRange();
    double aspect = Math.clamp(Math.abs((x[1] - x[0]) / (y[1] - y[0])), 0.25, 4.0);
    int width = (int) Math.round(aspect >= 1 ? MAP : Math.max(200, MAP * aspect));
    int height = (int) Math.round(aspect >= 1 ? Math.max(120, MAP / aspect) : MAP);
    return new PlotFigure(title, subtitle, columns, width, height, plots);
  }

  /**
   * The figure as a PNG image.
   *
   * @return the file's bytes
   * @throws IOException if this JDK cannot draw: no AWT, no fonts, no PNG writer
   */
  public byte[] png() throws IOException {
    try {
      return Painting.png(image());
    } catch (LinkageError | InternalError | NullPointerException e) {
      throw Painting.noFonts(e);
    }
  }

  private BufferedImage image() {
    int left = plots.stream().allMatch(plot -> MapArea.isShort(plot.yName())) ? LEFT : LEFT_OF_LONG_NAMES;
    int right = plots.stream().anyMatch(Field.class::isInstance) ? BAR : RIGHT;
    int columnWidth = left + width + right;
    int rowHeight = TITLE + height + BOTTOM;
    int rows = (plots.size() + columns - 1) / columns;
    BufferedImage image = new BufferedImage(columns * columnWidth, HEADER + rows * rowHeight,
        BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    header(g, left, image.getWidth());
    for (int i = 0; i < plots.size(); i++) {
      draw(g, plots.get(i), new Rectangle2D.Double(i % columns * columnWidth + left,
          HEADER + i / columns * rowHeight + TITLE, width, height));
    }
    g.dispose();
    return image;
  }

  private static void draw(Graphics2D g, Plot plot, Rectangle2D pixels) {
    switch (plot) {
      case Field field -> {
        MapPanel panel = field.panel();
        MapArea area = new MapArea(g, pixels, panel.places().xRange(), panel.places().yRange());
        area.field(panel);
        area.axes(field.xName(), field.yName());
        area.colorBar(panel.scale(), panel.unit());
        area.title(panel.title(), panel.marks().isEmpty() ? panel.note() : "");
        area.legend(panel.title(), panel.marks());
        int p = panel.marks().stream().mapToInt(kind -> kind.x().length).sum();
        double radius = (p > 2000 ? 0.6 : p > 400 ? 1.2 : 1.8) + (panel.marks().size() > 1 ? 0.7 : 0);
        panel.marks().forEach(kind -> area.marks(kind, radius));
      }
      case Bars bars -> {
        MapArea area = new MapArea(g, pixels, new double[] {-0.5, bars.heights().length - 0.5},
            new double[] {0.0, bars.highest()});
        area.bars(bars.heights(), bars.color());
        area.curve(new Curve(null, new double[] {-0.5, bars.heights().length - 0.5},
            new double[] {bars.reference(), bars.reference()}, 0x222222, Curve.Style.DASHED));
        area.axesOfCounts(bars.xName(), bars.yName());
        area.title(bars.title(), "");
      }
      case Lines lines -> {
        MapArea area = new MapArea(g, pixels, lines.range(true), lines.range(false));
        lines.curves().forEach(area::curve);
        area.axes(lines.xName(), lines.yName());
        area.title(lines.title(), "");
        area.curveLegend(lines.title(), lines.curves());
      }
    }
  }

  private void header(Graphics2D g, int left, int pixels) {
    int room = pixels - left - 10;
    title(g, title, left, room);
    g.setFont(MapArea.font(13, false));
    g.setColor(PanelChart.FAINT);
    g.drawString(cut(g, subtitle, room), left, 48);
  }

  /** A figure's first line, in smaller letters if it is long, cut if it is longer. */
  static void title(Graphics2D g, String title, int left, int room) {
    g.setFont(MapArea.font(TITLE_SIZE, true));
    for (int size = TITLE_SIZE; size > SMALLEST_TITLE && g.getFontMetrics().stringWidth(title) > room; size--) {
      g.setFont(MapArea.font(size - 1, true));
    }
    g.setColor(PanelChart.INK);
    g.drawString(cut(g, title, room), left, 28);
  }

  /** A text that is cut if there is no room. */
  static String cut(Graphics2D g, String text, double room) {
    String shown = text;
    while (g.getFontMetrics().stringWidth(shown) > room && shown.length() > 10) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    return shown;
  }
}
