package org.isobit.models.chart;

import java.io.IOException;
import java.util.List;

/** Maps of one domain, two beside each other, under one title. Immutable, thread-safe. */
public final class MapFigure {

  private static final int COLUMNS = 2;

  private final PlotFigure figure;

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
    figure = PlotFigure.ofMaps(title, subtitle, COLUMNS,
        panels.stream().map(panel -> new PlotFigure.Field(panel, xName, yName)).toList());
  }

  /**
   * The figure as a PNG image.
   *
   * @return the file's bytes
   * @throws IOException if this JDK cannot draw: no AWT, no fonts, no PNG writer
   */
  public byte[] png() throws IOException {
    return figure.png();
  }
}
