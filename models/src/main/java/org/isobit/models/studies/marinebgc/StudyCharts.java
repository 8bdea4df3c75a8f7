package org.isobit.models.studies.marinebgc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.StudyCurves;
import org.isobit.models.studies.StudyPictures.Drawing;
import org.isobit.models.studies.StudyText;
import org.isobit.models.studies.marinebgc.Results.Cell;

/** The pictures with curves: scores, skill against lead time and level by level. */
final class StudyCharts {

  /** What is drawn against days and depths; more would hide each other. */
  private static final List<Contender> DRAWN = List.of(Contender.RUS, Contender.OI, Contender.ML_OI,
      Contender.ML_ETE, Contender.ML_ETE_MULTI, Contender.ENSRF);

  private static final List<Site> SITES = List.of(Site.L4, Site.CWEC);
  private static final int GREY = 0xB8B8B8;
  private static final int PANEL = 280;

  /** Where a frame ends at most: what diverged is above it. */
  private static final double HIGHEST = 1.5;

  private StudyCharts() {}

  /** The pictures of some plans by the names of their files. */
  static Map<String, Drawing> all(List<StudyPlan> plans, Results results) {
    Map<String, Drawing> pictures = new LinkedHashMap<>();
    for (StudyPlan plan : plans) {
      pictures.put(plan.name() + "-scores", Drawing.of(scores(plan, results)));
      if (!plan.sweep()) {
        pictures.put(plan.name() + "-leads", Drawing.of(leads(plan, results)));
        pictures.put(plan.name() + "-levels", Drawing.of(levels(plan, results)));
        pictures.put(plan.name() + "-transfer", Drawing.of(FieldCharts.transfer(plan, results)));
        for (Site site : SITES) {
          pictures.put(plan.name() + "-hovmoeller-" + site.name(),
              Drawing.of(FieldCharts.hovmoeller(plan, results, site)));
        }
      }
    }
    return pictures;
  }

  /** Names of the pictures of a plan. */
  static Set<String> names(StudyPlan plan) {
    return plan.sweep() ? Set.of(plan.name() + "-scores") : Set.of(plan.name() + "-scores", plan.name() + "-leads",
        plan.name() + "-levels", plan.name() + "-transfer", plan.name() + "-hovmoeller-L4",
        plan.name() + "-hovmoeller-CWEC");
  }

  /** Those of three sites have a colour of their own. */
  static int color(Contender contender) {
    return contender.equals(Contender.ML_ETE_MULTI) ? 0x0B4F3A : contender.scheme().color();
  }

  private static Curve.Style style(Contender contender) {
    return contender.scheme().damped() && !contender.damped() || contender.trained().size() > 1 ? Curve.Style.DASHED
        : Curve.Style.LINE;
  }

  private static List<Curve> legend(List<Contender> contenders) {
    return contenders.stream().map(c -> StudyCurves.entry(c.brief(), color(c), style(c))).toList();
  }

  private interface PanelOf {
    Panel of(Site site, int pool, String title);
  }

  /** A row a pool, a column a site. */
  private static List<Panel> panels(StudyPlan plan, PanelOf one) {
    EcosystemKind kind = plan.settings().getFirst().ecosystem();
    List<Panel> panels = new ArrayList<>();
    for (int p = 0; p < kind.pools(); p++) {
      for (Site site : SITES) {
        panels.add(one.of(site, p, site.name() + ", " + kind.pool(p)
            + (p == kind.ecosystem().phytoplankton() ? " (observed at the surface)" : "")));
      }
    }
    return panels;
  }

  private static Curve one(double from, double to) {
    return StudyCurves.level(from, to, 1, GREY);
  }

  private static Figure leads(StudyPlan plan, Results results) {
    Setting setting = plan.settings().getFirst();
    int days = results.settings().lead();
    List<Panel> panels = panels(plan, (site, pool, title) -> {
      List<Curve> curves = new ArrayList<>(List.of(one(1, days)));
      for (Contender contender : DRAWN) {
        Interval[] intervals = new Interval[days];
        double[] x = new double[days];
        for (int d = 0; d < days; d++) {
          intervals[d] = results.lead(setting, contender, site, pool, d + 1, d + 1);
          x[d] = d + 1;
        }
        curves.add(new Curve(null, x, StudyCurves.values(intervals, HIGHEST), color(contender), style(contender)));
      }
      return new Panel(title, "days of the forecast", "ratio", 0.4, 1.2, Double.NaN, curves);
    });
    return new Figure(StudyText.marked(plan.name() + ": skill against lead time", results.quick()),
        "Root mean square error over that of the free run, of forecasts without further analyses; below 1: better",
        SITES.size(), PANEL, panels, legend(DRAWN));
  }

  private static Figure levels(StudyPlan plan, Results results) {
    Setting setting = plan.settings().getFirst();
    List<Panel> panels = panels(plan, (site, pool, title) -> {
      double[] free = results.cell(setting, Contender.FREE, site).profile(pool);
      double[] depth = new double[free.length];
      for (int i = 0; i < free.length; i++) {
        depth[i] = (i + 0.5) * site.depth() / free.length;
      }
      List<Curve> curves = new ArrayList<>(List.of(one(0, site.depth())));
      for (Contender contender : DRAWN) {
        double[] profile = results.cell(setting, contender, site).profile(pool);
        curves.add(new Curve(null, depth, IntStream.range(0, free.length).mapToDouble(i -> profile[i] / free[i])
            .map(v -> v > HIGHEST ? Double.NaN : v).toArray(), color(contender), style(contender)));
      }
      return new Panel(title, "depth (m)", "ratio", 0.2, 1.2, Double.NaN, curves);
    });
    return new Figure(StudyText.marked(plan.name() + ": skill level by level", results.quick()),
        "Root mean square error over that of the free run, of forecasts that end where the next analysis is",
        SITES.size(), PANEL, panels, legend(DRAWN));
  }

  /** Against what is swept, or contender by contender. */
  private static Figure scores(StudyPlan plan, Results results) {
    List<Contender> contenders = plan.sweep() ? plan.cases().stream().map(StudyPlan.Case::contender).distinct()
        .filter(c -> !c.equals(Contender.FREE)).toList()
        : StudyPlan.ALL.stream().filter(c -> !c.equals(Contender.FREE) && !c.equals(Contender.ETKF)).toList();
    int settings = plan.settings().size();
    String axis = plan.sweep() ? plan.parameter() + ": " + values(plan) : "schemes in the order of the legend";
    boolean ordered = plan.sweep() && plan.value().apply(plan.settings().getFirst()) instanceof Number;
    int places = plan.sweep() ? settings : contenders.size();
    List<Panel> panels = panels(plan, (site, pool, title) -> {
      List<Curve> curves = new ArrayList<>(List.of(one(0.4, places + 0.6)));
      for (int c = 0; c < contenders.size(); c++) {
        Contender contender = contenders.get(c);
        double[] x = new double[settings];
        Interval[] intervals = new Interval[settings];
        for (int s = 0; s < settings; s++) {
          x[s] = plan.sweep() ? s + 1 + 0.06 * (c - 0.5 * (contenders.size() - 1)) : c + 1;
          intervals[s] = results.ratio(plan.settings().get(s), contender, site, pool);
        }
        add(curves, x, intervals, contender, ordered);
      }
      return new Panel(title, axis, "ratio", 0.4, HIGHEST, Double.NaN, curves);
    });
    Cell free = results.cell(plan.settings().getFirst(), Contender.FREE, Site.L4);
    return new Figure(StudyText.marked(plan.name() + ": " + plan.title(), results.quick()),
        "Root mean square error over that of the free run, " + free.truths() + " truths; bars: 95 % intervals, "
            + "resampling networks and truths; what is above " + HIGHEST + " is not drawn",
        SITES.size(), PANEL, panels, legend(contenders));
  }

  private static String values(StudyPlan plan) {
    List<String> values = new ArrayList<>();
    for (int s = 0; s < plan.settings().size(); s++) {
      values.add(s + 1 + " " + plan.value().apply(plan.settings().get(s)));
    }
    return String.join(", ", values);
  }

  private static void add(List<Curve> curves, double[] x, Interval[] intervals, Contender contender,
      boolean joined) {
    double[] y = StudyCurves.values(intervals, HIGHEST);
    if (joined) {
      curves.add(new Curve(null, x, y, color(contender), style(contender)));
    }
    curves.add(StudyCurves.bars(x, intervals, HIGHEST, color(contender)));
    curves.add(new Curve(null, x, y, color(contender), Curve.Style.POINTS));
  }
}
