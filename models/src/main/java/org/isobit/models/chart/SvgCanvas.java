package org.isobit.models.chart;

import java.util.Locale;

/** Draws into the text of an SVG document. */
final class SvgCanvas implements Canvas {

  private final StringBuilder out = new StringBuilder();
  private int clips;

  SvgCanvas(int width, int height) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width).append("\" height=\"")
        .append(height).append("\" viewBox=\"0 0 ").append(width).append(' ').append(height)
        .append("\" font-family=\"'DejaVu Sans', Verdana, Arial, sans-serif\">\n");
    rectangle(0, 0, width, height, 0xFFFFFF);
  }

  /** The document, complete. */
  String document() {
    return out + "</svg>\n";
  }

  @Override
  public void rectangle(double x, double y, double width, double height, int color) {
    out.append("<rect x=\"").append(decimal(x)).append("\" y=\"").append(decimal(y)).append("\" width=\"")
        .append(decimal(width)).append("\" height=\"").append(decimal(height)).append("\" fill=\"")
        .append(hex(color)).append("\"/>\n");
  }

  @Override
  public void line(double[] x, double[] y, int n, Pen pen) {
    out.append("<polyline fill=\"none\" stroke-linejoin=\"round\" stroke=\"").append(hex(pen.color()))
        .append("\" stroke-width=\"").append(decimal(pen.width())).append('"');
    if (pen.dashed()) {
      out.append(" stroke-dasharray=\"5 4\"");
    }
    out.append(" points=\"");
    for (int i = 0; i < n; i++) {
      out.append(i == 0 ? "" : " ").append(decimal(x[i])).append(',').append(decimal(y[i]));
    }
    out.append("\"/>\n");
  }

  @Override
  public void discs(double[] x, double[] y, int n, double radius, int color) {
    out.append("<g fill=\"").append(hex(color)).append("\">\n");
    for (int i = 0; i < n; i++) {
      out.append("<circle cx=\"").append(decimal(x[i])).append("\" cy=\"").append(decimal(y[i])).append("\" r=\"")
          .append(decimal(radius)).append("\"/>\n");
    }
    out.append("</g>\n");
  }

  @Override
  public void text(double x, double y, String text, Lettering lettering, Anchor anchor, boolean upwards) {
    String at = decimal(x) + " " + decimal(y);
    out.append("<text transform=\"translate(").append(at).append(')').append(upwards ? " rotate(-90)" : "")
        .append("\" font-size=\"").append(decimal(lettering.size())).append("\" fill=\"")
        .append(hex(lettering.color())).append("\" text-anchor=\"").append(switch (anchor) {
          case START -> "start";
          case MIDDLE -> "middle";
          case END -> "end";
        }).append(lettering.bold() ? "\" font-weight=\"bold" : "").append("\">").append(escaped(text))
        .append("</text>\n");
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    clips++;
    out.append("<clipPath id=\"clip").append(clips).append("\"><rect x=\"").append(decimal(x)).append("\" y=\"")
        .append(decimal(y)).append("\" width=\"").append(decimal(width)).append("\" height=\"")
        .append(decimal(height)).append("\"/></clipPath>\n<g clip-path=\"url(#clip").append(clips).append(")\">\n");
  }

  @Override
  public void unclip() {
    out.append("</g>\n");
  }

  /** Two decimals at most. */
  private static String decimal(double value) {
    long hundredths = Math.round(value * 100);
    String sign = hundredths < 0 ? "-" : "";
    long size = Math.abs(hundredths);
    String whole = sign + size / 100;
    if (size % 100 == 0) {
      return whole;
    }
    return whole + (size % 10 == 0 ? "." + size % 100 / 10 : "." + size % 100 / 10 + size % 10);
  }

  private static String hex(int color) {
    return String.format(Locale.ROOT, "#%06x", color);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
