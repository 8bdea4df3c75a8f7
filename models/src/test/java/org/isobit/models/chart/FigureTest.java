package org.isobit.models.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
