package org.isobit.models.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PlotFigureTest {

  private static final int BLUE = 0x0000FF;

  private static BufferedImage image(String title, String yName, Curve... curves) throws IOException {
    PlotFigure.Lines lines = new PlotFigure.Lines("plot", "x", yName, List.of(curves));
    return ImageIO.read(new ByteArrayInputStream(new PlotFigure(title, "", 1, 300, 200, List.of(lines)).png()));
  }

  private static Curve curve(Curve.Style style, double[] x, double[] y) {
    return new Curve(null, x, y, BLUE, style);
  }

  private static int blue(BufferedImage image, int x0, int x1, int y0, int y1) {
    int count = 0;
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        int rgb = image.getRGB(x, y);
        count += (rgb & 255) - (rgb >> 16 & 255) > 60 ? 1 : 0;
      }
    }
    return count;
  }

  private static int dark(BufferedImage image, int x0, int x1, int y0, int y1) {
    int count = 0;
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        count += (image.getRGB(x, y) & 255) < 160 ? 1 : 0;
      }
    }
    return count;
  }

  /** A square: x to the right, y upwards, with a margin of 4 % of the range about it. */
  @Test
  void linesGoWhereTheirPointsAre() throws IOException {
    BufferedImage image = image("title", "y", curve(Curve.Style.LINE, new double[] {0, 1, 1}, new double[] {0, 0, 1}));
    int left = 66;
    int top = 96;
    assertEquals(left + 300 + 24, image.getWidth());
    assertTrue(blue(image, left, left + 300, top + 190, top + 196) > 250, "the lower side");
    assertTrue(blue(image, left + 286, left + 292, top, top + 200) > 160, "the right side");
    assertEquals(0, blue(image, left + 5, left + 280, top + 5, top + 180), "nothing inside");
    BufferedImage points = image("title", "y", curve(Curve.Style.POINTS, new double[] {0, 1, 1},
        new double[] {0, 0, 1}));
    int dots = blue(points, 0, points.getWidth(), 0, points.getHeight());
    assertTrue(dots > 80 && dots < 140, "three dots of radius 3.2, 97 pixels: " + dots);
  }

  @Test
  void aLongNameStandsUprightBesideTheNumbers() throws IOException {
    Curve curve = curve(Curve.Style.LINE, new double[] {0, 1}, new double[] {0, 1});
    BufferedImage shortName = image("title", "y", curve);
    BufferedImage longName = image("title", "time since then", curve);
    assertEquals(20, longName.getWidth() - shortName.getWidth());
    assertTrue(dark(longName, 0, 30, 90, 300) > 80, "the name");
    assertEquals(0, dark(shortName, 0, 20, 90, 300));
  }

  @Test
  void aLongTitleStaysInside() throws IOException {
    Curve curve = curve(Curve.Style.LINE, new double[] {0, 1}, new double[] {0, 1});
    for (String title : List.of("a title that is just too long for it", "a title that is too long ".repeat(9))) {
      BufferedImage image = image(title, "y", curve);
      assertTrue(dark(image, 66, 340, 10, 34) > 100, "the title");
      assertTrue(dark(image, 300, 340, 10, 34) > 10, "nearly the whole width is used");
      assertEquals(0, dark(image, image.getWidth() - 9, image.getWidth(), 5, 50), title);
    }
  }

  @Test
  void curvesWithLabelsHaveALegend() throws IOException {
    double[] x = {0, 1};
    BufferedImage with = image("title", "y", new Curve("first", x, x, BLUE, Curve.Style.LINE));
    BufferedImage without = image("title", "y", curve(Curve.Style.LINE, x, x));
    assertEquals(0, blue(without, 66, 366, 70, 94));
    assertTrue(blue(with, 66, 366, 70, 94) >= 30, "a piece of the line");
  }
}
