package org.isobit.models.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MapFigureTest {

  private static final double[] EDGES = IntStream.range(0, 11).asDoubleStream().toArray();

  private static BufferedImage image(String unit, List<MapPanel.Marked> marks) throws IOException {
    MapPanel panel = new MapPanel("field", "note", new double[100], unit, new MapPanel.Cells(EDGES, EDGES),
        ColorScale.change(1), marks);
    return ImageIO.read(new ByteArrayInputStream(new MapFigure("title", "subtitle", "x", "y", List.of(panel)).png()));
  }

  private static int different(BufferedImage a, BufferedImage b, int x0, int x1, int y0, int y1) {
    int count = 0;
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return count;
  }

  @Test
  void theUnitStandsAboveTheBar() throws IOException {
    BufferedImage without = image("", List.of());
    BufferedImage with = image("kg m-2", List.of());
    // Map from x = 66 to 496, y = 96 to 526; the bar begins at 510.
    assertTrue(different(without, with, 505, 580, 78, 96) > 50);
    assertEquals(0, different(without, with, 0, 505, 0, without.getHeight()));
    assertEquals(0, different(without, with, 505, 580, 96, without.getHeight()));
  }

  @Test
  void marksHaveALegendThatStaysInItsPlace() throws IOException {
    double[] at = {5};
    MapPanel.Marked one = new MapPanel.Marked("ship", Mark.DISC, at, at);
    MapPanel.Marked two = new MapPanel.Marked("buoy", Mark.TRIANGLE, new double[] {2}, at);
    BufferedImage none = image("", List.of());
    assertTrue(different(none, image("", List.of(one)), 66, 496, 70, 92) > 30, "a legend in place of the note");
    assertTrue(different(image("", List.of(one)), image("", List.of(one, two)), 66, 496, 70, 92) > 30);
    List<MapPanel.Marked> many = IntStream.range(0, 30)
        .mapToObj(k -> new MapPanel.Marked("type number " + k, Mark.of(k), at, at)).toList();
    assertEquals(0, different(none, image("", many), 512, 580, 0, none.getHeight()), "it does not reach beyond");
  }

  private static Set<Integer> drawn(Mark mark) {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fill(mark.at(20, 20, 12));
    Set<Integer> points = new HashSet<>();
    for (int i = 0; i < 1600; i++) {
      if ((image.getRGB(i % 40, i / 40) & 0xffffff) != 0) {
        points.add(i);
      }
    }
    return points;
  }

  /** Told apart by colour alone, and by shape alone. */
  @Test
  void marksDifferInColourAndInShape() {
    Mark[] marks = Mark.values();
    for (int a = 0; a < marks.length; a++) {
      for (int b = 0; b < a; b++) {
        double distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
          distance += Math.pow((marks[a].color() >> shift & 255) - (marks[b].color() >> shift & 255), 2);
        }
        assertTrue(Math.sqrt(distance) > 80, marks[a] + " and " + marks[b] + ": " + Math.sqrt(distance));
        Set<Integer> common = drawn(marks[a]);
        Set<Integer> all = new HashSet<>(common);
        common.retainAll(drawn(marks[b]));
        all.addAll(drawn(marks[b]));
        assertTrue(common.size() < 0.9 * all.size(), marks[a] + " and " + marks[b] + " look alike");
        assertNotEquals(marks[a].marker(), marks[b].marker());
        assertNotEquals(Curve.Style.of(marks[a]), Curve.Style.of(marks[b]));
      }
      assertEquals(marks[a], Curve.Style.of(marks[a]).mark());
      assertEquals(marks[a], Mark.of(a + marks.length));
      double size = drawn(marks[a]).size() / (Math.PI * 144);
      assertTrue(size > 0.5 && size < 1.5, marks[a] + " has another size: " + size);
    }
    assertEquals(null, Curve.Style.DASHED.mark());
  }
}
