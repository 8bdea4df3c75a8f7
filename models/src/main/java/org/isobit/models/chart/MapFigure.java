package org.isobit.models.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Maps of one domain, two beside each other, under one title. Immutable, thread-safe. */
public final class MapFigure {

  private static final int COLUMNS = 2;
  private static final int LEFT = 66;
  private static final int HEADER = 62;
  private static final int TITLE = 34;
  private static final int BOTTOM = 52;
  private static final int BAR = 84;
  private static final int MAP = 430;

  private final String title;
  private final String subtitle;
  private final String xName;
  private final String yName;
  private final List<MapPanel> panels;

  /**
   * A figure.
   *
   * @param title    its first line
   * @param subtitle its second line, smaller; cut if it is too long
   * @param xName    the abscissa's name
   * @param yName    the ordinate's name
   * @param panels   the maps, row by row, at least one, all of the same range
   */
  public MapFigure(String title, String subtitle, String xName, String yName, List<MapPanel> panels) {
    this.title = title;
    this.subtitle = subtitle;
    this.xName = xName;
    this.yName = yName;
    this.panels = List.copyOf(panels);
  }

  /**
   * The figure as a PNG image.
   *
   * @return the file's bytes
   * @throws IOException if this JDK cannot draw: no AWT, no fonts, no PNG writer
   */
  public byte[] png() throws IOException {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (!ImageIO.write(image(), "png", bytes)) {
        throw new IOException("this JDK has no writer for PNG");
      }
      return bytes.toByteArray();
    } catch (LinkageError | InternalError | NullPointerException e) {
      throw Figure.noFonts(e);
    }
  }

  private BufferedImage image() {
    double[] x = panels.get(0).places().xRange();
    double[] y = panels.get(0).places().yRange();
    double aspect = Math.clamp(Math.abs((x[1] - x[0]) / (y[1] - y[0])), 0.25, 4.0);
    int w = (int) Math.round(aspect >= 1 ? MAP : Math.max(200, MAP * aspect));
    int h = (int) Math.round(aspect >= 1 ? Math.max(120, MAP / aspect) : MAP);
    int columnWidth = LEFT + w + BAR;
    int rowHeight = TITLE + h + BOTTOM;
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage image = new BufferedImage(COLUMNS * columnWidth, HEADER + rows * rowHeight,
        BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    header(g, image.getWidth());
    for (int i = 0; i < panels.size(); i++) {
      MapArea area = new MapArea(g, new Rectangle2D.Double(i % COLUMNS * columnWidth + LEFT,
          HEADER + i / COLUMNS * rowHeight + TITLE, w, h), x, y);
      MapPanel panel = panels.get(i);
      area.field(panel);
      area.axes(xName, yName);
      area.colorBar(panel.scale(), panel.unit());
      area.title(panel.title(), panel.marks().isEmpty() ? panel.note() : "");
      area.legend(panel.title(), panel.marks());
      int p = panel.marks().stream().mapToInt(kind -> kind.x().length).sum();
      double radius = (p > 2000 ? 0.6 : p > 400 ? 1.2 : 1.8) + (panel.marks().size() > 1 ? 0.7 : 0);
      panel.marks().forEach(kind -> area.marks(kind, radius));
    }
    g.dispose();
    return image;
  }

  private void header(Graphics2D g, int width) {
    g.setFont(MapArea.font(18, true));
    g.setColor(PanelChart.INK);
    g.drawString(title, LEFT, 28);
    g.setFont(MapArea.font(13, false));
    g.setColor(PanelChart.FAINT);
    String text = subtitle;
    while (g.getFontMetrics().stringWidth(text) > width - LEFT - 10 && text.length() > 10) {
      text = text.substring(0, text.length() - 2) + "…";
    }
    g.drawString(text, LEFT, 48);
  }
}
