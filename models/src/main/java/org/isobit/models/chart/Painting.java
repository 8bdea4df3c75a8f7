package org.isobit.models.chart;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;

/** What is painted by one method, as an SVG document or as a PNG image, on white. */
final class Painting {

  private static final int PNG_SCALE = 2;

  private Painting() {}

  /** The document's text; the same picture gives the same text with the same fonts. */
  static String svg(int width, int height, Consumer<Graphics2D> painter) throws IOException {
    try {
      SVGGraphics2D graphics = new SVGGraphics2D(GenericDOMImplementation.getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null));
      graphics.setSVGCanvasSize(new Dimension(width, height));
      paint(graphics, width, height, painter);
      StringWriter text = new StringWriter();
      // Batik's own writer would name a document type, which many readers then try to fetch.
      TransformerFactory.newInstance().newTransformer()
          .transform(new DOMSource(graphics.getRoot()), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IOException("the figure is no XML document: " + e.getMessage(), e);
    } catch (LinkageError | InternalError | NullPointerException e) {
      throw noFonts(e);
    }
  }

  /** The file's bytes, with twice as many pixels each way. */
  static byte[] png(int width, int height, Consumer<Graphics2D> painter) throws IOException {
    try {
      BufferedImage image = new BufferedImage(PNG_SCALE * width, PNG_SCALE * height, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.scale(PNG_SCALE, PNG_SCALE);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      paint(graphics, width, height, painter);
      graphics.dispose();
      return png(image);
    } catch (LinkageError | InternalError | NullPointerException e) {
      throw noFonts(e);
    }
  }

  /** An image's file, made in memory: what Java does by itself goes through a temporary file. */
  static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("this JDK has no writer for PNG");
      }
    }
    return bytes.toByteArray();
  }

  private static void paint(Graphics2D graphics, int width, int height, Consumer<Graphics2D> painter) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    painter.accept(graphics);
  }

  /** What AWT throws on machines without fontconfig, fonts or its native libraries, in one sentence. */
  static IOException noFonts(Throwable e) {
    return new IOException("this JDK cannot draw text here (" + e + "): install fontconfig and a font", e);
  }
}
