package org.isobit.models.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps one below the other, each a box with two lines of text, and what goes from one to another: an arrow to the next
 * box, and lines in lanes beside the boxes to those further down, each box's lines in a colour of their own.
 * Immutable, thread-safe.
 */
public final class FlowFigure {

  /** Boxes of which an image can be made. */
  private static final int MOST = 2000;

  private static final int LEFT = 16;
  private static final int HEADER = 68;
  private static final int BOX_WIDTH = 460;
  private static final int BOX_HEIGHT = 44;
  private static final int STEP = 64;
  private static final int LANE = 16;
  private static final int HEAD = 5;
  private static final int LEAST_WIDTH = 620;
  private static final Color LINE = new Color(0x444444);
  private static final Color[] COLORS = {new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
      new Color(0x9A3FB0), new Color(0xB58900), new Color(0x56708A)};

  private final String title;
  private final String subtitle;
  private final List<Box> boxes;
  private final List<Line> lines;
  private final int lanes;

  /**
   * One step.
   *
   * @param name  its first line
   * @param text  its second line, smaller; cut if it is too long
   * @param color 0xRRGGBB of its edge and, paler, of its area
   * @param reads numbers of the boxes above from which something comes
   */
  public record Box(String name, String text, int color, List<Integer> reads) {}

  /** A way around at least one box. */
  private record Line(int from, int to, int lane) {}

  /**
   * A figure.
   *
   * @param title    its first line
   * @param subtitle its second line, smaller; cut if it is too long
   * @param boxes    the steps from the top, 1 to 2000
   * @throws IllegalArgumentException if there are none or more, or one reads a box that is not above it
   */
  public FlowFigure(String title, String subtitle, List<Box> boxes) {
    this.title = title;
    this.subtitle = subtitle;
    this.boxes = List.copyOf(boxes);
    if (boxes.isEmpty() || boxes.size() > MOST) {
      throw new IllegalArgumentException("figure: boxes must be 1 ... " + MOST + ", but are " + boxes.size());
    }
    lines = new ArrayList<>();
    List<Line> ways = new ArrayList<>();
    for (int b = 0; b < boxes.size(); b++) {
      for (int from : boxes.get(b).reads()) {
        if (from < 0 || from >= b) {
          throw new IllegalArgumentException("figure: box " + b + " cannot read box " + from);
        }
        if (from < b - 1) {
          ways.add(new Line(from, b, 0));
        }
      }
    }
    // The short ways are nearest to the boxes.
    ways.sort((x, y) -> x.to - x.from != y.to - y.from ? x.to - x.from - (y.to - y.from) : x.from - y.from);
    List<List<Line>> taken = new ArrayList<>();
    for (Line way : ways) {
      int lane = 0;
      while (lane < taken.size() && taken.get(lane).stream().anyMatch(o -> o.from < way.to && way.from < o.to)) {
        lane++;
      }
      if (lane == taken.size()) {
        taken.add(new ArrayList<>());
      }
      Line line = new Line(way.from, way.to, lane);
      taken.get(lane).add(line);
      lines.add(line);
    }
    lanes = taken.size();
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
    return Math.max(LEAST_WIDTH, 2 * LEFT + BOX_WIDTH + (lanes + 1) * LANE);
  }

  private int height() {
    return HEADER + boxes.size() * STEP;
  }

  private static int top(int box) {
    return HEADER + box * STEP;
  }

  private void draw(Graphics2D g) {
    g.setColor(PanelChart.INK);
    g.setFont(MapArea.font(18, true));
    g.drawString(PlotFigure.cut(g, title, width() - 2.0 * LEFT), LEFT, 30);
    g.setColor(PanelChart.FAINT);
    g.setFont(MapArea.font(12, false));
    g.drawString(PlotFigure.cut(g, subtitle, width() - 2.0 * LEFT), LEFT, 50);
    g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int b = 0; b < boxes.size(); b++) {
      box(g, boxes.get(b), top(b));
      if (boxes.get(b).reads().contains(b - 1)) {
        g.setColor(LINE);
        int x = LEFT + BOX_WIDTH / 2;
        g.drawLine(x, top(b - 1) + BOX_HEIGHT, x, top(b) - 1);
        head(g, x, top(b), 0, 1);
      }
    }
    lines.forEach(line -> line(g, line));
  }

  private static void box(Graphics2D g, Box box, int top) {
    Color edge = new Color(box.color());
    RoundRectangle2D area = new RoundRectangle2D.Double(LEFT, top, BOX_WIDTH, BOX_HEIGHT, 10, 10);
    g.setColor(new Color(pale(edge.getRed()), pale(edge.getGreen()), pale(edge.getBlue())));
    g.fill(area);
    g.setColor(edge);
    g.draw(area);
    g.setColor(PanelChart.INK);
    g.setFont(MapArea.font(14, true));
    g.drawString(PlotFigure.cut(g, box.name(), BOX_WIDTH - 20.0), LEFT + 10, top + 18);
    g.setColor(PanelChart.FAINT);
    g.setFont(MapArea.font(12, false));
    g.drawString(PlotFigure.cut(g, box.text(), BOX_WIDTH - 20.0), LEFT + 10, top + 35);
  }

  private static int pale(int part) {
    return 255 - (255 - part) / 8;
  }

  /** Above the middle, where nothing leaves a box; from inner lanes higher, so that none crosses. */
  private double entry(Line line) {
    long all = lines.stream().filter(o -> o.to == line.to).count();
    long before = lines.stream().filter(o -> o.to == line.to && o.lane < line.lane).count();
    return top(line.to) + BOX_HEIGHT * (0.12 + 0.42 * (before + 0.5) / all);
  }

  private void line(Graphics2D g, Line line) {
    g.setColor(COLORS[line.from % COLORS.length]);
    double right = LEFT + BOX_WIDTH;
    double lane = right + (line.lane + 1) * LANE;
    double from = top(line.from) + 0.75 * BOX_HEIGHT;
    double to = entry(line);
    double bend = 0.5 * LANE;
    Path2D path = new Path2D.Double();
    path.moveTo(right, from);
    path.lineTo(lane - bend, from);
    path.quadTo(lane, from, lane, from + bend);
    path.lineTo(lane, to - bend);
    path.quadTo(lane, to, lane - bend, to);
    path.lineTo(right + 1, to);
    g.draw(path);
    head(g, right, to, -1, 0);
  }

  /** The head of an arrow that points in a direction. */
  private static void head(Graphics2D g, double x, double y, int dx, int dy) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y);
    path.lineTo(x - HEAD * (1.6 * dx + dy), y - HEAD * (1.6 * dy + dx));
    path.lineTo(x - HEAD * (1.6 * dx - dy), y - HEAD * (1.6 * dy - dx));
    path.closePath();
    g.fill(path);
  }
}
