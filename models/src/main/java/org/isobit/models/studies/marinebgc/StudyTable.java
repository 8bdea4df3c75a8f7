package org.isobit.models.studies.marinebgc;

import static org.isobit.models.studies.StudyText.aligned;
import static org.isobit.models.studies.StudyText.bounds;
import static org.isobit.models.studies.StudyText.cell;
import static org.isobit.models.studies.StudyText.finite;
import static org.isobit.models.studies.StudyText.number;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.isobit.kernels.Isobit;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.StudyText;
import org.isobit.models.studies.marinebgc.Results.Cell;
import org.isobit.models.studies.marinebgc.Statements.Statement;

/** The results of a plan as text, CSV and JSON. */
final class StudyTable {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
      .create();

  private StudyTable() {}

  /** Sites of a plan, in the order in which it has them. */
  static Set<Site> sites(StudyPlan plan) {
    Set<Site> sites = new LinkedHashSet<>();
    plan.cases().forEach(one -> sites.add(one.site()));
    return sites;
  }

  /** A table a site to be read. */
  static String text(StudyPlan plan, Results results) {
    StringBuilder text = new StringBuilder(StudyText.marked(plan.name() + ": " + plan.title(), results.quick()))
        .append('\n');
    EcosystemKind kind = plan.settings().getFirst().ecosystem();
    List<String[]> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("site", plan.parameter(), "scheme", "damping", "runs"));
    for (int p = 0; p < kind.pools(); p++) {
      head.add(kind.pool(p));
    }
    rows.add(head.toArray(String[]::new));
    for (Site site : sites(plan)) {
      for (Setting setting : plan.settings()) {
        for (StudyPlan.Case one : plan.cases()) {
          if (one.site().equals(site)) {
            rows.add(row(plan, results, setting, one));
          }
        }
      }
    }
    return text.append(aligned(rows)).append(spreads(plan, results)).toString();
  }

  /** How far networks are from each other in what they add, where several are run as one. */
  private static String spreads(StudyPlan plan, Results results) {
    StringBuilder text = new StringBuilder();
    each(plan, results, (setting, one, cell, p) -> {
      if (one.contender().scheme() == Scheme.ML_ETE_MEAN) {
        double[] increments = cell.increments()[p];
        text.append(p > 0 ? ", " : "\n" + one.site().name() + ", standard deviation of increments over networks, as "
            + "share of their size: ").append(setting.ecosystem().pool(p)).append(' ')
            .append(number(increments[1] / increments[0]));
      }
    });
    return text.isEmpty() ? "" : text.append('\n').toString();
  }

  private static String[] row(StudyPlan plan, Results results, Setting setting, StudyPlan.Case one) {
    Contender contender = one.contender();
    Cell cell = results.cell(setting, contender, one.site());
    List<String> row = new ArrayList<>(List.of(one.site().name(), plan.value().apply(setting).toString(),
        contender.label(), contender.damped() ? Double.toString(cell.damping().factor()) : "",
        (cell.networks() == 1 ? "" : cell.networks() + " x ") + cell.truths()
            + (cell.failed() == 0 ? "" : ", " + cell.failed() + " failed")));
    for (int p = 0; p < setting.ecosystem().pools(); p++) {
      row.add(contender.scheme() == Scheme.FREE ? "rms " + number(rms(cell, p))
          : cell(results.ratio(setting, contender, one.site(), p)));
    }
    return row.toArray(String[]::new);
  }

  /** Root mean square error over truths and networks. */
  static double rms(Cell cell, int pool) {
    double sum = 0.0;
    int runs = 0;
    for (double[][] network : cell.forecast()) {
      for (double[] truth : network) {
        if (!Double.isNaN(truth[pool])) {
          sum += truth[pool];
          runs++;
        }
      }
    }
    return Math.sqrt(sum / runs);
  }

  /** What the columns are. */
  static String legend() {
    return String.format(Locale.ROOT, """
        Forecasts that end where the next analysis is: root mean square error of decimal logarithms over column, time
        and truths, as ratio to the free run with the same truths (of which the error itself is given), mean over
        networks [%.0f %% interval, %d resamples of networks and of truths]. Below 1 is better than no assimilation.
        """, 100 * Bootstrap.USUAL.level(), Bootstrap.USUAL.resamples());
  }

  /** The statements and whether they hold. */
  static String statements(List<Statement> statements) {
    StringBuilder text = new StringBuilder("""
        Statements are met if the whole interval lies on the stated side of the border, refuted if all of it lies on
        the other, open if it contains the border; quick runs, and less than two truths, are too small to say. With
        these networks: resampling truths alone.

        """);
    for (Statement s : statements) {
      text.append(s.claim()).append("  ").append(s.statement()).append(": ").append(s.verdict().told(s.holds()))
          .append("\n    ").append(s.statistic()).append(": ").append(cell(s.interval()))
          .append(", with these networks ").append(bounds(s.given())).append("; ").append(s.truths())
          .append(" truths").append(s.networks() == 1 ? "" : ", " + s.networks() + " networks")
          .append(s.failed() == 0 ? "" : ", without " + s.failed() + " truths with a run that failed").append('\n');
    }
    return text.toString();
  }

  private static String mark(Results results) {
    return results.quick() ? "# " + StudyText.QUICK + "\n" : "";
  }

  private static String key(Setting setting, StudyPlan.Case one, Cell cell) {
    return String.format(Locale.ROOT, "%s,%s,%d,%s,%d,%d,%s,%s,%s,%s,%s", Isobit.contractVersion(),
        setting.ecosystem().label(), setting.design(), setting.deviation(), setting.interval(), setting.width(),
        setting.sampling().label(), one.site().name(), one.contender().scheme().label(), one.contender().places(),
        one.contender().scheme().damped() ? cell.damping().factor() : "");
  }

  private static final String KEYS = "contract,ecosystem,design,deviation,interval,width,sampling,site,scheme,trained,"
      + "damping";

  /** One row a setting, site, contender and pool. A comment marks quick runs. */
  static String csv(StudyPlan plan, Results results) {
    StringBuilder csv = new StringBuilder(mark(results)).append(KEYS).append(",networks,truths,failed,bounded,pool,"
        + "rmse,ratio,low,high,increments,increments_spread\n");
    each(plan, results, (setting, one, cell, p) -> {
      Interval ratio = results.ratio(setting, one.contender(), one.site(), p);
      csv.append(key(setting, one, cell)).append(',').append(cell.networks()).append(',').append(cell.truths())
          .append(',').append(cell.failed()).append(',').append(cell.bounded()).append(',')
          .append(setting.ecosystem().pool(p)).append(',').append(rms(cell, p)).append(',').append(ratio.value())
          .append(',').append(ratio.low()).append(',').append(ratio.high()).append(',')
          .append(cell.increments()[p][0]).append(',').append(cell.increments()[p][1]).append('\n');
    });
    return csv.toString();
  }

  /** One row a setting, site, contender of {@link StudyPlan#ALL}, pool and day of the forecast. */
  static String leads(StudyPlan plan, Results results) {
    StringBuilder csv = new StringBuilder(mark(results)).append(KEYS).append(",pool,day,ratio,low,high\n");
    compared(plan, results, (setting, one, cell, p) -> {
      for (int day = 1; day <= results.settings().lead(); day++) {
        Interval ratio = results.lead(setting, one.contender(), one.site(), p, day, day);
        csv.append(key(setting, one, cell)).append(',').append(setting.ecosystem().pool(p)).append(',').append(day)
            .append(',').append((float) ratio.value()).append(',').append((float) ratio.low()).append(',')
            .append((float) ratio.high()).append('\n');
      }
    });
    return csv.toString();
  }

  /** One row a setting, site, contender of {@link StudyPlan#ALL}, pool and level. */
  static String levels(StudyPlan plan, Results results) {
    StringBuilder csv = new StringBuilder(mark(results)).append(KEYS).append(",pool,depth,rmse\n");
    compared(plan, results, (setting, one, cell, p) -> {
      double[] profile = cell.profile(p);
      for (int i = 0; i < profile.length; i++) {
        csv.append(key(setting, one, cell)).append(',').append(setting.ecosystem().pool(p)).append(',')
            .append((float) ((i + 0.5) * one.site().depth() / profile.length)).append(',').append((float) profile[i])
            .append('\n');
      }
    });
    return csv.toString();
  }

  private interface Row {
    void add(Setting setting, StudyPlan.Case one, Cell cell, int pool);
  }

  /** Without what is in the matrix of transfer alone. */
  private static void compared(StudyPlan plan, Results results, Row row) {
    each(plan, results, (setting, one, cell, p) -> {
      if (StudyPlan.ALL.contains(one.contender())) {
        row.add(setting, one, cell, p);
      }
    });
  }

  private static void each(StudyPlan plan, Results results, Row row) {
    for (Setting setting : plan.settings()) {
      for (StudyPlan.Case one : plan.cases()) {
        Cell cell = results.cell(setting, one.contender(), one.site());
        for (int p = 0; p < setting.ecosystem().pools(); p++) {
          row.add(setting, one, cell, p);
        }
      }
    }
  }

  /** Scores, dampings and statements. */
  static String json(StudyPlan plan, Results results, List<Statement> statements) {
    JsonObject root = new JsonObject();
    root.addProperty("contract", Isobit.contractVersion());
    root.addProperty("study", "marine-bgc");
    root.addProperty("plan", plan.name());
    root.addProperty("quick", results.quick());
    if (results.quick()) {
      root.addProperty("note", StudyText.QUICK);
    }
    root.addProperty("intervals", Bootstrap.USUAL + ", networks and truths; given: truths alone");
    root.add("dampings", GSON.toJsonTree(StudyPlan.DAMPINGS));
    JsonArray rows = new JsonArray();
    for (Setting setting : plan.settings()) {
      for (StudyPlan.Case one : plan.cases()) {
        rows.add(json(results, setting, one));
      }
    }
    root.add("results", rows);
    JsonArray all = new JsonArray();
    statements.forEach(statement -> all.add(json(statement)));
    root.add("statements", all);
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject json(Results results, Setting setting, StudyPlan.Case one) {
    Cell cell = results.cell(setting, one.contender(), one.site());
    JsonObject row = new JsonObject();
    row.add("setting", GSON.toJsonTree(setting));
    row.addProperty("site", one.site().name());
    row.addProperty("scheme", one.contender().label());
    if (one.contender().damped()) {
      row.addProperty("damping", cell.damping().factor());
      row.add("validation", GSON.toJsonTree(cell.damping().scores()));
    }
    row.addProperty("networks", cell.networks());
    row.addProperty("truths", cell.truths());
    row.addProperty("failed", cell.failed());
    row.addProperty("failure", cell.failure());
    row.addProperty("bounded", cell.bounded());
    row.addProperty("largest_change_of_other_fields", cell.others());
    for (int p = 0; p < setting.ecosystem().pools(); p++) {
      JsonObject pool = new JsonObject();
      pool.add("rmse", finite(rms(cell, p)));
      pool.add("ratio", StudyText.json(results.ratio(setting, one.contender(), one.site(), p)));
      pool.add("increments", finite(cell.increments()[p][0]));
      pool.add("increments_spread", finite(cell.increments()[p][1]));
      row.add(setting.ecosystem().pool(p), pool);
    }
    return row;
  }

  private static JsonObject json(Statement statement) {
    JsonObject object = new JsonObject();
    object.addProperty("claim", statement.claim());
    object.addProperty("statement", statement.statement());
    object.addProperty("statistic", statement.statistic());
    object.addProperty("networks", statement.networks());
    object.addProperty("truths", statement.truths());
    object.addProperty("failed", statement.failed());
    object.add("interval", StudyText.json(statement.interval()));
    object.add("interval_given", StudyText.json(statement.given()));
    object.addProperty("holds", statement.holds());
    object.addProperty("verdict", statement.verdict().words());
    return object;
  }
}
