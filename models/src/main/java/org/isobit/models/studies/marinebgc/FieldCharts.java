package org.isobit.models.studies.marinebgc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.chart.ColorScale;
import org.isobit.models.chart.MapPanel;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.studies.StudyText;
import org.isobit.models.studies.marinebgc.Results.Cell;
import org.isobit.models.studies.marinebgc.Results.Ratios;

/** The pictures with fields: a year of the column, and what trained at one site does at another. */
final class FieldCharts {

  private static final int WIDTH = 210;
  private static final int HEIGHT = 130;
  private static final List<Contender> SHOWN = List.of(Contender.FREE, Contender.RUS, Contender.ML_OI,
      Contender.ML_ETE, Contender.ENSRF);

  private FieldCharts() {}

  /** The first truth and the forecasts that each scheme has of it: a row a pool, a column a scheme. */
  static PlotFigure hovmoeller(StudyPlan plan, Results results, Site site) {
    Setting setting = plan.settings().getFirst();
    int levels = results.settings().levels();
    int interval = setting.interval();
    Truths truth = results.runs().truths(setting, site, TruthSet.TEST, 0, 1);
    int times = results.settings().days() / interval;
    float[][] own = new float[times][setting.ecosystem().pools() * levels];
    for (int k = 0; k < times; k++) {
      double[] state = truth.day((k + 1) * interval);
      for (int i = 0; i < state.length; i++) {
        own[k][i] = (float) state[i];
      }
    }
    double[] days = new double[times + 1];
    for (int k = 0; k <= times; k++) {
      days[k] = (k + 0.5) * interval;
    }
    double[] heights = new double[levels + 1];
    for (int i = 0; i <= levels; i++) {
      heights[i] = -site.depth() * i / levels;
    }
    MapPanel.Cells cells = new MapPanel.Cells(days, heights);
    List<PlotFigure.Field> plots = new ArrayList<>();
    for (int p = 0; p < setting.ecosystem().pools(); p++) {
      ColorScale scale = scale(own, p, levels);
      plots.add(field("truth, " + setting.ecosystem().pool(p), own, p, levels, cells, scale));
      for (Contender contender : SHOWN) {
        Cell cell = results.cell(setting, contender, site);
        plots.add(field(contender.label(), cell.section(), p, levels, cells, scale));
      }
    }
    return new PlotFigure(StudyText.marked(plan.name() + ": a year at " + site.name(), results.quick()),
        "Decimal logarithms of concentrations in mmol m⁻³: one truth, and forecasts of it that end where the next "
            + "analysis is", SHOWN.size() + 1, WIDTH, HEIGHT, plots);
  }

  private static ColorScale scale(float[][] section, int pool, int levels) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float[] state : section) {
      for (int i = pool * levels; i < (pool + 1) * levels; i++) {
        low = Math.min(low, state[i]);
        high = Math.max(high, state[i]);
      }
    }
    return ColorScale.field(low, high);
  }

  /** A section of days and depths, row by row from the surface. */
  private static PlotFigure.Field field(String title, float[][] section, int pool, int levels, MapPanel.Cells cells,
      ColorScale scale) {
    double[] values = new double[section.length * levels];
    for (int i = 0; i < levels; i++) {
      for (int k = 0; k < section.length; k++) {
        values[i * section.length + k] = section[k][pool * levels + i];
      }
    }
    return new PlotFigure.Field(new MapPanel(title, "", values, "", cells, scale, List.of()), "day", "m");
  }

  /** Mean ratio of what nobody observes: a row a place of training, a column a place of the test. */
  static PlotFigure transfer(StudyPlan plan, Results results) {
    List<Contender> correlations = Site.ALL.stream().map(Contender::correlations).toList();
    List<Contender> increments = new ArrayList<>(Site.ALL.stream().map(site -> Contender.increments(site)).toList());
    increments.add(Contender.ML_ETE_MULTI);
    return new PlotFigure(StudyText.marked(plan.name() + ": transfer between sites", results.quick()),
        "Mean over what nobody observes of the ratio to the free run; below 1: better", 2, 360, 360,
        List.of(matrix("ML-OI", plan, results, correlations), matrix("ML-EtE", plan, results, increments)));
  }

  private static PlotFigure.Field matrix(String title, StudyPlan plan, Results results, List<Contender> rows) {
    Setting setting = plan.settings().getFirst();
    List<Site> columns = Site.ALL;
    double[] values = new double[rows.size() * columns.size()];
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        values[r * columns.size() + c] = mean(results, setting, rows.get(r), columns.get(c));
      }
    }
    String trained = "trained at " + numbered(rows.stream().map(Contender::places).toList());
    String tested = "tested at " + numbered(columns.stream().map(Site::name).toList());
    return new PlotFigure.Field(new MapPanel(title, "", values, "", new MapPanel.Cells(edges(columns.size()),
        edges(rows.size())), ColorScale.field(0.5, 1.3), List.of()), tested, trained);
  }

  private static String numbered(List<String> names) {
    return IntStream.range(0, names.size()).mapToObj(i -> i + 1 + " " + names.get(i))
        .collect(Collectors.joining(", "));
  }

  private static double[] edges(int n) {
    double[] edges = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      edges[i] = i + 0.5;
    }
    return edges;
  }

  /** Mean over the pools that nobody observes of the ratio to the free run. */
  static double mean(Results results, Setting setting, Contender contender, Site site) {
    Ratios ratios = Ratios.of(results.cell(setting, contender, site).forecast(),
        results.cell(setting, Contender.FREE, site).forecast());
    return Results.once(List.of(ratios),
        (networks, truths) -> ratios.of(setting.ecosystem().unobserved(), networks, truths));
  }
}
