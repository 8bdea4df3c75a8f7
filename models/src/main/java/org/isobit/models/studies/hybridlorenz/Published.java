package org.isobit.models.studies.hybridlorenz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Points of figure 2 of the paper, read off the picture; the resource says where from.
 *
 * @param panel  left, mid_dtObs(lead2MTU) or right_sigma_o(lead2MTU)
 * @param series its name
 * @param x      abscissa; NaN where it is a level
 * @param rrmse  R-RMSE, ± 0.005
 */
record Published(String panel, String series, double x, double rrmse) {

  static final String LEFT = "left";
  static final String MIDDLE = "mid_dtObs(lead2MTU)";
  static final String RIGHT = "right_sigma_o(lead2MTU)";

  /** Scores of the authors' own logs: analyses, and the network of their reference experiment. */
  static final double ANALYSIS_RMSE = 0.3251;
  static final double ANALYSIS_SPREAD = 0.1323;
  static final double VALIDATION_LOSS = 5.3606;

  private static final String RESOURCE = "figure2.csv";

  /** All points. */
  static List<Published> all() {
    try (InputStream in = Published.class.getResourceAsStream(RESOURCE)) {
      List<Published> points = new ArrayList<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("panel")).forEach(line -> {
            String[] cells = line.split(",");
            points.add(new Published(cells[0], cells[1], cells[2].equals("-") ? Double.NaN
                : Double.parseDouble(cells[2]), Double.parseDouble(cells[3])));
          });
      return points;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of a series, in the order of the file. */
  static List<Published> of(String panel, String series) {
    return all().stream().filter(p -> p.panel.equals(panel) && p.series.equals(series)).toList();
  }

  /** The value at an abscissa; NaN if there is none. */
  static double at(String panel, String series, double x) {
    return of(panel, series).stream().filter(p -> Math.abs(p.x - x) < 1e-9).mapToDouble(Published::rrmse).findFirst()
        .orElse(Double.NaN);
  }
}
