package org.isobit.models.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class FigureTest {

  private static Figure figure() {
    double[] x = {0, 1, 2, 3};
    return new Figure("a < b & c", "below", List.of(new Panel("panel", "time", "value", Double.NaN, Double.NaN, 1,
        List.of(new Curve("line", x, new double[] {1, Double.NaN, 3, 2}, 0x0072B2, Curve.Style.LINE),
            new Curve(null, x, new double[] {0, 1e300, -1e300, 2}, 0xD55E00, Curve.Style.DASHED),
            new Curve("points", x, new double[] {4, 3, 2, 1}, 0x222222, Curve.Style.POINTS)))));
  }

  @Test
  void svgIsWellFormedAndReproducible() throws Exception {
    String svg = figure().svg();
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertEquals("svg", document.getDocumentElement().getTagName());
    assertEquals("a < b & c", document.getElementsByTagName("text").item(0).getTextContent());
    assertEquals(svg, figure().svg());
    assertTrue(!svg.contains("NaN") && !svg.contains("Infinity"), svg);
  }

  @Test
  void pngIsAnImageOfTwiceTheSize() throws Exception {
    var image = ImageIO.read(new ByteArrayInputStream(figure().png()));
    assertEquals(2200, image.getWidth());
    assertTrue(image.getHeight() > 400);
  }

  @Test
  void aSharedLegendStandsAboveThePanels() throws Exception {
    double[] none = new double[0];
    Panel panel = new Panel("panel", "x", "y", Double.NaN, Double.NaN, Double.NaN,
        List.of(new Curve(null, new double[] {0, 1}, new double[] {1, 2}, 0x0072B2, Curve.Style.LINE)));
    List<Curve> legend = List.of(new Curve("first filter", none, none, 0x0072B2, Curve.Style.LINE),
        new Curve("second filter", none, none, 0xD55E00, Curve.Style.DASHED));
    Figure with = new Figure("t", "s", 2, 300, List.of(panel, panel), legend);
    Figure without = new Figure("t", "s", 2, 300, List.of(panel, panel));
    assertTrue(with.svg().contains("first filter") && with.svg().contains("second filter"));
    assertTrue(!without.svg().contains("filter"));
    assertEquals(60, ImageIO.read(new ByteArrayInputStream(with.png())).getHeight()
        - ImageIO.read(new ByteArrayInputStream(without.png())).getHeight());
  }

  /** What has no room on a line stands on the next one, and panels below it. */
  @Test
  void aLongLegendHasSeveralLines() throws Exception {
    double[] none = new double[0];
    Panel panel = new Panel("panel", "x", "y", Double.NaN, Double.NaN, Double.NaN,
        List.of(new Curve(null, new double[] {0, 1}, new double[] {1, 2}, 0x0072B2, Curve.Style.LINE)));
    List<Curve> legend = IntStream.range(0, 14)
        .mapToObj(i -> new Curve("filter of number " + i, none, none, 0x0072B2, Curve.Style.POINTS)).toList();
    Figure figure = new Figure("t", "s", 2, 300, List.of(panel, panel), legend);
    var texts = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new ByteArrayInputStream(figure.svg().getBytes(StandardCharsets.UTF_8))).getElementsByTagName("text");
    TreeMap<Integer, Integer> lines = new TreeMap<>();
    for (int i = 0; i < texts.getLength(); i++) {
      var text = texts.item(i);
      if (text.getTextContent().startsWith("filter of")) {
        int x = Integer.parseInt(text.getAttributes().getNamedItem("x").getNodeValue());
        assertTrue(x < 1000, text.getTextContent() + " at " + x);
        lines.merge(Integer.parseInt(text.getAttributes().getNamedItem("y").getNodeValue()), 1, Integer::sum);
      }
    }
    assertEquals(14, lines.values().stream().mapToInt(n -> n).sum());
    assertTrue(lines.size() >= 2 && lines.lastKey() - lines.firstKey() == 20 * (lines.size() - 1), lines.toString());
    assertEquals(2 * (64 + 30 + 20 * (lines.size() - 1) + 300),
        ImageIO.read(new ByteArrayInputStream(figure.png())).getHeight());
  }

  /** Wherever the data are, also at equal distances, where the chart library would put its ticks at them. */
  @Test
  void ticksAreAtRoundNumbers() throws Exception {
    java.util.Random random = new java.util.Random(2);
    for (int trial = 0; trial < 30; trial++) {
      double low = 494.2 + 0.1 * random.nextDouble();
      double step = (0.1 + 2 * random.nextDouble()) * Math.pow(10, trial % 4 - 2);
      int n = 2 + trial % 5;
      double[] x = new double[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = -low + i * step;
        y[i] = low + i * step;
      }
      var chart = PanelChart.of(new Panel("p", "x", "y", Double.NaN, Double.NaN, Double.NaN,
          List.of(new Curve("c", x, y, 0, Curve.Style.LINE))), 1100, 300);
      java.util.TreeSet<Double> ticks = new java.util.TreeSet<>();
      var label = chart.getStyler().getyAxisTickLabelsFormattingFunction();
      chart.getStyler().setyAxisTickLabelsFormattingFunction(tick -> {
        ticks.add(tick);
        return label.apply(tick);
      });
      chart.paint(new java.awt.image.BufferedImage(1100, 300, java.awt.image.BufferedImage.TYPE_INT_RGB)
          .createGraphics(), 1100, 300);
      double high = low + (n - 1) * step;
      List<Double> inside = ticks.stream().filter(t -> t > low + 1e-9 && t < high - 1e-9).toList();
      assertTrue(inside.size() >= 3, ticks + " from " + low + " to " + high);
      double distance = inside.get(1) - inside.get(0);
      double digit = distance / Math.pow(10, Math.floor(Math.log10(distance) + 1e-6));
      assertTrue(Math.abs(digit - 1) < 1e-3 || Math.abs(digit - 2) < 1e-3 || Math.abs(digit - 5) < 1e-3,
          ticks.toString());
      for (double tick : inside) {
        assertEquals(Math.rint(tick / distance), tick / distance, 1e-3, ticks.toString());
      }
    }
  }

  @Test
  void emptyPanelsCanBeDrawn() throws Exception {
    Figure empty = new Figure("t", "s", List.of(new Panel("p", "x", "y", Double.NaN, Double.NaN, Double.NaN,
        List.of(new Curve("none", new double[0], new double[0], 0, Curve.Style.LINE)))));
    assertTrue(empty.svg().contains("</svg"));
    assertTrue(empty.png().length > 0);
  }

  @Test
  void curvesNeedAsManyOrdinatesAsAbscissae() {
    assertThrows(IllegalArgumentException.class,
        () -> new Curve("c", new double[2], new double[3], 0, Curve.Style.LINE));
  }
}
