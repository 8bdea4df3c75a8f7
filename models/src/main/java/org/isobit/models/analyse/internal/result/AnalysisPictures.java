package org.isobit.models.analyse.internal.result;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.isobit.models.analyse.internal.grid.Axis;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.RegularGrid;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.observation.ObservationTable;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.source.NetcdfSource;
import org.isobit.models.chart.ColorScale;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.MapFigure;
import org.isobit.models.chart.MapPanel;
import org.isobit.models.chart.Mark;
import org.isobit.models.chart.Panel;
import org.isobit.models.io.Quoted;

/**
 * The pictures of an analysis. For each field (in three dimensions, its chosen layer) maps of the analysis mean, its
 * increment, the spread before and after and the number of local observations, or the same as curves in one dimension:
 * {@code analysis.png}, or {@code analysis-FIELD.png} where there are several. And {@code innovations.png}, a
 * histogram. Of one forecast there is no spread, and no histogram.
 */
public final class AnalysisPictures {

  private static final int FORECAST = 0x9A9A9A;
  private static final int ANALYSIS = 0x1F60A8;
  private static final int TRUTH = 0x3A8F3A;

  private final AnalysisReport report;
  private final AnalysisPlan plan;
  private final StateLayout layout;
  private final int field;
  private final Grid grid;

  private AnalysisPictures(AnalysisReport report, int field) {
    this.report = report;
    this.plan = report.plan();
    this.layout = plan.layout();
    this.field = field;
    this.grid = layout.grid(field);
  }

  /**
   * Draws them all: names of files and their contents.
   *
   * @throws IOException if this JDK cannot draw
   */
  public static Map<String, byte[]> of(AnalysisReport report) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    List<String> fields = report.plan().layout().fields();
    for (int v = 0; v < fields.size(); v++) {
      String name = fields.size() == 1 ? "analysis.png"
          : "analysis-" + fields.get(v).replaceAll("[^A-Za-z0-9_.-]", "_") + ".png";
      AnalysisPictures pictures = new AnalysisPictures(report, v);
      all.put(name, pictures.grid.dimensions() == 1 ? pictures.curves().png() : pictures.maps().png());
    }
    if (report.spread() != null) {
      all.put("innovations.png", InnovationHistogram.figure(report).png());
    }
    return all;
  }

  static String title(AnalysisReport report) {
    return title(report.plan(), report.forecast().members().length, report.done().network().observations().count());
  }

  static String title(AnalysisPlan plan, int members, int observations) {
    String valid = validTime(plan);
    return plan.method().name().toUpperCase(Locale.ROOT) + ", "
        + (members == 1 ? "one forecast, " : members + " members, ") + observations
        + (observations == 1 ? " observation" : " observations") + (valid.isEmpty() ? "" : ", valid " + valid);
  }

  /** The time of the states, as far as it is known. */
  private static String validTime(AnalysisPlan plan) {
    String own = plan.source() instanceof NetcdfSource netcdf ? netcdf.validTime() : "";
    return own.isEmpty() && plan.time() != null ? plan.time().toString() : own;
  }

  /** The unit of a field, or nothing. */
  static String unit(AnalysisPlan plan, int field) {
    return plan.source() instanceof NetcdfSource netcdf
        && netcdf.layouts().get(plan.layout().fields().get(field)).attributes().get("units") instanceof String units
        ? Quoted.line(units) : "";
  }

  /** A name with the unit of the field, where it has one. */
  private String inUnits(String name) {
    String unit = unit(plan, field);
    return unit.isEmpty() ? name : name + " (" + unit + ")";
  }

  private MapFigure maps() {
    MapPanel.Places places = places();
    double[] mean = layer(layout.onGrid(report.mean(), field));
    double[] increment = layer(layout.onGrid(report.increment(), field));
    String unit = unit(plan, field);
    List<MapPanel> panels = new ArrayList<>();
    panels.add(new MapPanel("analysis mean", rms(mean), mean, unit, places,
        ColorScale.field(finite(mean).min().orElse(0), finite(mean).max().orElse(1)), List.of()));
    panels.add(new MapPanel("mean increment", "", increment, unit, places, ColorScale.change(largest(increment)),
        marks()));
    if (report.spread() != null) {
      double[] before = layer(layout.onGrid(report.forecastSpread(), field));
      double[] after = layer(layout.onGrid(report.spread(), field));
      ColorScale amount = ColorScale.amount(Math.max(largest(before), largest(after)));
      panels.add(new MapPanel("spread before", rms(before), before, unit, places, amount, List.of()));
      panels.add(new MapPanel("spread after", rms(after), after, unit, places, amount, List.of()));
    }
    if (report.counts() != null) {
      double[] counts = layer(layout.countsOnGrid(report.counts().each(), field));
      panels.add(new MapPanel("local observations", "at most " + report.counts().most(), counts, "count", places,
          ColorScale.amount(largest(counts)), List.of()));
    }
    boolean sphere = grid.metric().radius() > 0;
    String name = layout.fields().size() > 1 ? layout.fields().get(field) + ": " : "";
    return new MapFigure(name + title(report) + layerText(), plan.method().description(), sphere ? "longitude" : "x",
        sphere ? "latitude" : "y", panels);
  }

  private static DoubleStream finite(double[] values) {
    return DoubleStream.of(values).filter(Double::isFinite);
  }

  private static double largest(double[] values) {
    return finite(values).map(Math::abs).max().orElse(0);
  }

  private static String rms(double[] values) {
    return String.format(Locale.ROOT, "rms %.3g", Fields.rms(finite(values).toArray()));
  }

  private int layerNumber() {
    return grid.dimensions() == 3 ? Math.min(plan.results().layer(), grid.shape()[0] - 1) : 0;
  }

  private String layerText() {
    if (grid.dimensions() < 3) {
      return "";
    }
    double[] levels = grid.levels();
    int perLayer = grid.size() / grid.shape()[0];
    return ", layer " + layerNumber() + (levels == null ? "" : " (z = " + levels[layerNumber() * perLayer] + ")");
  }

  /** The layer that is drawn. */
  private double[] layer(double[] field) {
    if (grid.dimensions() < 3 || grid.shape().length < 3) {
      return field;
    }
    int perLayer = field.length / grid.shape()[0];
    return java.util.Arrays.copyOfRange(field, layerNumber() * perLayer, (layerNumber() + 1) * perLayer);
  }

  private MapPanel.Places places() {
    if (grid instanceof RegularGrid regular) {
      return new MapPanel.Cells(edges(regular.axis(0)), edges(regular.axis(1)));
    }
    double[] all = grid.coordinates();
    int dims = grid.geometry().dimensions();
    double[] x = new double[all.length / dims];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = all[i * dims];
      y[i] = all[i * dims + 1];
    }
    return new MapPanel.Points(layer(x), layer(y));
  }

  /** All observations by type, of whatever field. */
  private List<MapPanel.Marked> marks() {
    double[] x = wrapped(0);
    double[] y = wrapped(1);
    List<MapPanel.Marked> marks = new ArrayList<>();
    for (int t = 0; t < types().size(); t++) {
      int[] own = ofType(t);
      marks.add(new MapPanel.Marked(types().get(t), Mark.of(t), ordered(x, own), ordered(y, own)));
    }
    return marks;
  }

  private List<String> types() {
    return report.done().network().observations().types();
  }

  /** Numbers of the observations of a type. */
  private int[] ofType(int type) {
    return IntStream.range(0, report.done().network().observations().count())
        .filter(j -> report.done().network().observations().type(j) == type).toArray();
  }

  /** Half-way between points, and as far beyond the outer ones. */
  private static double[] edges(Axis axis) {
    int n = axis.count();
    double[] edges = new double[n + 1];
    edges[0] = axis.coordinate(0) - 0.5 * axis.spacing();
    for (int i = 1; i < n; i++) {
      edges[i] = 0.5 * (axis.coordinate(i - 1) + axis.coordinate(i));
    }
    edges[n] = axis.coordinate(n - 1) + 0.5 * axis.lastSpacing();
    return edges;
  }

  /** A coordinate of the observations; where the axis closes, moved into the range shown. */
  private double[] wrapped(int d) {
    ObservationTable table = report.done().network().table();
    double[] places = new double[table.count()];
    for (int j = 0; j < places.length; j++) {
      places[j] = table.coordinates()[j * table.dimensions() + d];
      if (grid instanceof RegularGrid regular) {
        Axis axis = regular.axis(d);
        double steps = axis.steps(places[j]);
        places[j] = place(axis, axis.periodic() && steps > axis.count() - 0.5 ? steps - axis.count() : steps);
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

  private Figure curves() {
    double[] places = layout.coordinates(field);
    int[] order = IntStream.range(0, places.length).boxed().sorted(Comparator.comparingDouble(i -> places[i]))
        .mapToInt(i -> i).toArray();
    double[] x = ordered(places, order);
    boolean one = report.spread() == null;
    double[] before = one ? null : ordered(report.part(report.forecastSpread(), field), order);
    double[] after = one ? null : ordered(report.part(report.spread(), field), order);
    List<Curve> state = new ArrayList<>();
    band(state, "forecast", x, ordered(report.part(report.forecastMean(), field), order), before, FORECAST);
    band(state, "analysis", x, ordered(report.part(report.mean(), field), order), after, ANALYSIS);
    if (plan.truth() != null) {
      state.add(new Curve("truth", x, ordered(report.part(plan.truth(), field), order), TRUTH, Curve.Style.LINE));
    }
    double[] at = wrapped(0);
    if (layout.fields().size() == 1 && report.done().transforms()[0] == null) {
      for (int t = 0; t < types().size(); t++) {
        int[] row = IntStream.of(ofType(t)).boxed().sorted(Comparator.comparingDouble(j -> at[j])).mapToInt(j -> j)
            .toArray();
        state.add(new Curve(types().size() == 1 ? "observations" : types().get(t), ordered(at, row),
            ordered(report.done().network().table().values(), row), Mark.of(t).color(), Curve.Style.of(Mark.of(t))));
      }
    }
    List<Panel> panels = new ArrayList<>();
    panels.add(new Panel(one ? "one forecast" : "mean, and one standard deviation to each side", "x",
        inUnits(layout.fields().get(field)),
        Double.NaN, Double.NaN, Double.NaN, state));
    if (!one) {
      panels.add(new Panel("spread", "x", inUnits("standard deviation"), 0, above(before, after), Double.NaN, List.of(
          new Curve("before", x, before, FORECAST, Curve.Style.BOLD),
          new Curve("after", x, after, ANALYSIS, Curve.Style.BOLD))));
    }
    if (report.counts() != null) {
      int from = layout.staggered() ? layout.start(field) : 0;
      double[] counts = java.util.Arrays.stream(report.counts().each(), from, from + places.length).asDoubleStream()
          .toArray();
      panels.add(new Panel("local observations", "x", "count", 0, above(counts, counts), Double.NaN,
          List.of(new Curve(null, x, ordered(counts, order), ANALYSIS, Curve.Style.BOLD))));
    }
    return new Figure(title(report), plan.method().description(), panels);
  }

  /** A little more than the largest of all. */
  private static double above(double[] a, double[] b) {
    double most = Math.max(largest(a), largest(b));
    return most > 0 ? 1.08 * most : 1;
  }

  private static void band(List<Curve> curves, String name, double[] x, double[] mean, double[] spread, int color) {
    if (spread != null) {
      double[] low = new double[x.length];
      double[] high = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        low[i] = mean[i] - spread[i];
        high[i] = mean[i] + spread[i];
      }
      curves.add(new Curve(null, x, low, color, Curve.Style.DASHED));
      curves.add(new Curve(null, x, high, color, Curve.Style.DASHED));
    }
    curves.add(new Curve(name, x, mean, color, Curve.Style.BOLD));
  }

  private static double[] ordered(double[] values, int[] order) {
    return IntStream.of(order).mapToDouble(i -> values[i]).toArray();
  }
}
