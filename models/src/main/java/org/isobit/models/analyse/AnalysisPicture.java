package org.isobit.models.analyse;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * {@code analysis.png}: for two-dimensional states maps of the analysis mean, the mean increment and the spread before
 * and after; for one-dimensional ones the same as curves.
 */
final class AnalysisPicture {

  private static final int LEFT = 66;
  private static final int HEADER = 62;
  private static final int TITLE = 34;
  private static final int BOTTOM = 52;
  private static final int BAR = 84;
  private static final int MAP = 430;

  private static final Color FORECAST = new Color(0x9A, 0x9A, 0x9A);
  private static final Color ANALYSIS = new Color(0x1F, 0x60, 0xA8);
  private static final Color TRUTH = new Color(0x3A, 0x8F, 0x3A);
  private static final Color OBSERVED = PlotArea.INK;

  private final AnalysisPlan plan;
  private final AnalysisReport report;

  private AnalysisPicture(AnalysisPlan plan, AnalysisReport report) {
    this.plan = plan;
    this.report = report;
  }

  /** Draws the picture; returns why there is none, or null. */
  static String write(Path file, AnalysisPlan plan, AnalysisReport report) throws IOException {
    AnalysisPicture picture = new AnalysisPicture(plan, report);
    BufferedImage image = switch (plan.layout().grid().dimensions()) {
      case 1 -> picture.curves();
      case 2 -> picture.maps();
      default -> null;
    };
    if (image == null) {
      return "states in " + plan.layout().grid().dimensions() + " dimensions are not drawn";
    }
    try (var out = Files.newOutputStream(file)) {
      if (!ImageIO.write(image, "png", out)) {
        return "this Java cannot write PNG";
      }
    }
    return null;
  }

  private static Graphics2D begin(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    return g;
  }

  private void header(Graphics2D g, int width) {
    g.setFont(PlotArea.font(18, true));
    g.setColor(PlotArea.INK);
    g.drawString(plan.method().name().toUpperCase(Locale.ROOT) + ", " + report.forecast().members().length
        + " members, " + report.done().network().observations().count() + " observations", LEFT, 28);
    g.setFont(PlotArea.font(13, false));
    g.setColor(PlotArea.FAINT);
    String text = plan.method().description();
    while (g.getFontMetrics().stringWidth(text) > width - LEFT - 10 && text.length() > 10) {
      text = text.substring(0, text.length() - 2) + "…";
    }
    g.drawString(text, LEFT, 48);
  }

  private BufferedImage maps() {
    double[] x = range(0);
    double[] y = range(1);
    double aspect = Math.clamp(Math.abs((x[1] - x[0]) / (y[1] - y[0])), 0.25, 4.0);
    int w = (int) Math.round(aspect >= 1 ? MAP : Math.max(200, MAP * aspect));
    int h = (int) Math.round(aspect >= 1 ? Math.max(120, MAP / aspect) : MAP);
    int columnWidth = LEFT + w + BAR;
    int rowHeight = TITLE + h + BOTTOM;
    BufferedImage image = new BufferedImage(2 * columnWidth, HEADER + 2 * rowHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = begin(image);
    header(g, image.getWidth());
    double[] mean = report.mean();
    double[] increment = report.increment();
    double most = Math.max(Fields.largest(report.forecastSpread()), Fields.largest(report.spread()));
    ColorScale amount = ColorScale.amount(most);
    double low = DoubleStream.of(mean).min().orElse(0);
    double high = DoubleStream.of(mean).max().orElse(1);
    map(g, area(g, 0, 0, columnWidth, rowHeight, w, h), "analysis mean", mean, ColorScale.field(low, high), false);
    map(g, area(g, 1, 0, columnWidth, rowHeight, w, h), "mean increment", increment,
        ColorScale.change(Fields.largest(increment)), true);
    map(g, area(g, 0, 1, columnWidth, rowHeight, w, h), "spread before", report.forecastSpread(), amount, false);
    map(g, area(g, 1, 1, columnWidth, rowHeight, w, h), "spread after", report.spread(), amount, true);
    g.dispose();
    return image;
  }

  private PlotArea area(Graphics2D g, int column, int row, int columnWidth, int rowHeight, int w, int h) {
    return new PlotArea(g, new Rectangle2D.Double(column * columnWidth + LEFT, HEADER + row * rowHeight + TITLE, w, h),
        range(0), range(1));
  }

  private void map(Graphics2D g, PlotArea area, String title, double[] field, ColorScale scale, boolean marks) {
    if (plan.layout().grid() instanceof RegularGrid regular) {
      boolean flipX = regular.axis(0).spacing() < 0;
      boolean flipY = regular.axis(1).spacing() < 0;
      int nx = regular.axis(0).count();
      int ny = regular.axis(1).count();
      area.cells(flipX || flipY ? flipped(field, nx, ny, flipX, flipY) : field, nx, ny, scale);
    } else {
      double radius = Math.clamp(0.6 * MAP / Math.sqrt(field.length), 1.0, 8.0);
      area.coloredPoints(plan.layout().grid().coordinates(), field, radius, scale);
    }
    area.axes(Grid.AXES.get(0), Grid.AXES.get(1), false);
    area.colorBar(scale);
    area.title(title, marks ? "dots: observations" : "rms " + String.format(Locale.ROOT, "%.3g",
        Fields.rms(field)));
    if (marks) {
      int p = report.done().network().table().count();
      area.marks(wrapped(0), wrapped(1), p > 2000 ? 0.6 : p > 400 ? 1.2 : 1.8);
    }
  }

  private static double[] flipped(double[] field, int nx, int ny, boolean x, boolean y) {
    double[] out = new double[field.length];
    for (int j = 0; j < ny; j++) {
      for (int i = 0; i < nx; i++) {
        out[j * nx + i] = field[(y ? ny - 1 - j : j) * nx + (x ? nx - 1 - i : i)];
      }
    }
    return out;
  }

  /** The range of an axis, ascending: half a cell beyond the outer points. */
  private double[] range(int d) {
    if (plan.layout().grid() instanceof RegularGrid regular) {
      Axis axis = regular.axis(d);
      double a = axis.coordinate(0) - 0.5 * axis.spacing();
      double b = axis.coordinate(axis.count() - 1) + 0.5 * axis.lastSpacing();
      return new double[] {Math.min(a, b), Math.max(a, b)};
    }
    double[] all = column(plan.layout().grid().coordinates(), d);
    double low = DoubleStream.of(all).min().orElse(0);
    double high = DoubleStream.of(all).max().orElse(1);
    double margin = high > low ? 0.02 * (high - low) : 0.5;
    return new double[] {low - margin, high + margin};
  }

  private double[] column(double[] coordinates, int d) {
    int dims = plan.layout().grid().dimensions();
    double[] column = new double[coordinates.length / dims];
    for (int i = 0; i < column.length; i++) {
      column[i] = coordinates[i * dims + d];
    }
    return column;
  }

  /** A coordinate of the observations; where the axis closes, moved into the range shown. */
  private double[] wrapped(int d) {
    double[] places = column(report.done().network().table().coordinates(), d);
    if (plan.layout().grid() instanceof RegularGrid regular) {
      Axis axis = regular.axis(d);
      for (int j = 0; j < places.length; j++) {
        double steps = axis.steps(places[j]);
        boolean beyond = axis.periodic() && steps > axis.count() - 0.5;
        places[j] = place(axis, beyond ? steps - axis.count() : steps);
      }
    }
    return places;
  }

  /** The coordinate after so many steps. */
  private static double place(Axis axis, double steps) {
    int low = Math.clamp((int) Math.floor(steps), 0, Math.max(0, axis.count() - 2));
    double spacing = low + 1 < axis.count() ? axis.coordinate(low + 1) - axis.coordinate(low) : axis.spacing();
    return axis.coordinate(low) + (steps - low) * spacing;
  }

  private BufferedImage curves() {
    int w = 1000;
    int h1 = 330;
    int h2 = 200;
    BufferedImage image = new BufferedImage(LEFT + w + 24, HEADER + 2 * (TITLE + BOTTOM) + h1 + h2,
        BufferedImage.TYPE_INT_RGB);
    Graphics2D g = begin(image);
    header(g, image.getWidth());
    double[] places = plan.layout().grid().coordinates();
    int[] order = IntStream.range(0, places.length).boxed().sorted(Comparator.comparingDouble(i -> places[i]))
        .mapToInt(i -> i).toArray();
    double[] x = ordered(places, order);
    double[] forecast = ordered(report.forecastMean(), order);
    double[] before = ordered(report.forecastSpread(), order);
    double[] mean = ordered(report.mean(), order);
    double[] after = ordered(report.spread(), order);
    double[] values = report.done().network().table().values();
    double[] truth = plan.truth() == null ? new double[0] : ordered(plan.truth(), order);
    double low = DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(truth)).min().orElse(0);
    double high = DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(truth)).max().orElse(0);
    for (int i = 0; i < x.length; i++) {
      low = Math.min(low, Math.min(forecast[i] - before[i], mean[i] - after[i]));
      high = Math.max(high, Math.max(forecast[i] + before[i], mean[i] + after[i]));
    }
    double margin = high > low ? 0.04 * (high - low) : 1;
    PlotArea top = new PlotArea(g, new Rectangle2D.Double(LEFT, HEADER + TITLE, w, h1), range(0),
        new double[] {low - margin, high + margin});
    top.axes("x", "", true);
    top.band(x, forecast, before, new Color(0x9A, 0x9A, 0x9A, 70));
    top.band(x, mean, after, new Color(0x1F, 0x60, 0xA8, 70));
    top.line(x, forecast, FORECAST, 1.6);
    top.line(x, mean, ANALYSIS, 2);
    if (truth.length > 0) {
      top.line(x, truth, TRUTH, 1.4);
    }
    top.errorBars(wrapped(0), values, report.done().network().table().deviations());
    top.title("state", "mean and one standard deviation");
    String[] names = {"forecast", "analysis", "observations", "truth"};
    top.legend(Arrays.copyOf(names, truth.length > 0 ? 4 : 3), new Color[] {FORECAST, ANALYSIS, OBSERVED, TRUTH});
    double most = Math.max(Fields.largest(before), Fields.largest(after));
    PlotArea lower = new PlotArea(g, new Rectangle2D.Double(LEFT, HEADER + 2 * TITLE + BOTTOM + h1, w, h2), range(0),
        new double[] {0, most > 0 ? 1.08 * most : 1});
    lower.axes("x", "", true);
    lower.line(x, before, FORECAST, 1.6);
    lower.line(x, after, ANALYSIS, 2);
    lower.title("spread", "standard deviation over members");
    lower.legend(new String[] {"before", "after"}, new Color[] {FORECAST, ANALYSIS});
    g.dispose();
    return image;
  }

  private static double[] ordered(double[] values, int[] order) {
    return IntStream.of(order).mapToDouble(i -> values[i]).toArray();
  }
}
