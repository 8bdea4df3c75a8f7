package org.isobit.models.studies.marinebgc;

import static org.isobit.models.studies.StudyText.cell;
import static org.isobit.models.studies.StudyText.number;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.Isobit;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.ResultTable;
import org.isobit.models.studies.ResultsJson;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StatementTable;
import org.isobit.models.studies.StudyText;
import org.isobit.models.studies.marinebgc.Results.Cell;

/** The results of a plan as text, CSV and JSON. */
final class StudyTable {

  private static final StatementTable.Layout LAYOUT = new StatementTable.Layout("""
      Statements are met if the whole interval lies on the stated side of the border, refuted if all of it lies on
      the other, open if it contains the border; quick runs, and less than two truths, are too small to say. With
      these networks: resampling truths alone.

      """, "with these networks", "    ", "; ");

  /** A contender at a site in a setting. */
  private record Row(Results results, Setting setting, StudyPlan.Case one, Cell cell) {

    Contender contender() {
      return one.contender();
    }

    Interval ratio(int pool) {
      return results.ratio(setting, contender(), one.site(), pool);
    }
  }

  /** One of its pools, and a day or a depth of it with what there is. */
  private record Part(Row of, int pool, Object place, float[] values) {

    double[] increments() {
      return of.cell.increments()[pool];
    }
  }

  private static final ResultTable<Row> KEYS = ResultTable.<Row>of()
      .column("contract", r -> Isobit.contractVersion()).column("ecosystem", r -> r.setting.ecosystem().label())
      .column("design", r -> r.setting.design()).column("deviation", r -> r.setting.deviation())
      .column("interval", r -> r.setting.interval()).column("width", r -> r.setting.width())
      .column("sampling", r -> r.setting.sampling().label()).column("site", r -> r.one.site().name())
      .column("scheme", r -> r.contender().scheme().label()).column("trained", r -> r.contender().places())
      .column("damping", r -> r.contender().scheme().damped() ? r.cell.damping().factor() : "");

  private static final ResultTable<Row> COUNTS = ResultTable.<Row>of().column("networks", r -> r.cell.networks())
      .column("truths", r -> r.cell.truths()).column("failed", r -> r.cell.failed());

  private static final ResultTable<Part> POOLS = ResultTable.<Part>of().column("rmse", p -> rms(p.of.cell, p.pool))
      .interval("ratio", "low", "high", p -> p.of.ratio(p.pool)).column("increments", p -> p.increments()[0])
      .column("increments_spread", p -> p.increments()[1]);

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
    ResultTable<Row> table = ResultTable.<Row>of().column("site", r -> r.one.site().name())
        .column(plan.parameter(), r -> plan.value().apply(r.setting).toString())
        .column("scheme", r -> r.contender().label())
        .column("damping", r -> r.contender().damped() ? Double.toString(r.cell.damping().factor()) : "")
        .column("runs", r -> (r.cell.networks() == 1 ? "" : r.cell.networks() + " x ") + r.cell.truths()
            + (r.cell.failed() == 0 ? "" : ", " + r.cell.failed() + " failed"));
    for (int p = 0; p < kind.pools(); p++) {
      int pool = p;
      table = table.column(kind.pool(p), r -> r.contender().scheme() == Scheme.FREE
          ? "rms " + number(rms(r.cell, pool)) : cell(r.ratio(pool)));
    }
    List<Row> rows = sites(plan).stream().flatMap(site -> rows(plan, results).stream()
        .filter(r -> r.one.site().equals(site))).toList();
    return text.append(table.text(rows)).append(spreads(plan, results)).toString();
  }

  private static List<Row> rows(StudyPlan plan, Results results) {
    return plan.settings().stream().flatMap(setting -> plan.cases().stream().map(one ->
        new Row(results, setting, one, results.cell(setting, one.contender(), one.site())))).toList();
  }

  private static Stream<Part> pools(Row row) {
    return IntStream.range(0, row.setting.ecosystem().pools()).mapToObj(p -> new Part(row, p, null, null));
  }

  /** How far networks are from each other in what they add, where several are run as one. */
  private static String spreads(StudyPlan plan, Results results) {
    StringBuilder text = new StringBuilder();
    rows(plan, results).stream().filter(r -> r.contender().scheme() == Scheme.ML_ETE_MEAN)
        .flatMap(StudyTable::pools).forEach(p -> text.append(p.pool > 0 ? ", " : "\n" + p.of.one.site().name()
            + ", standard deviation of increments over networks, as share of their size: ")
            .append(p.of.setting.ecosystem().pool(p.pool)).append(' ')
            .append(number(p.increments()[1] / p.increments()[0])));
    return text.isEmpty() ? "" : text.append('\n').toString();
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
    return StatementTable.text(statements, LAYOUT);
  }

  /** One row a setting, site, contender and pool. A comment marks quick runs. */
  static String csv(StudyPlan plan, Results results) {
    return ResultTable.<Part>of().with(KEYS.with(COUNTS, r -> r).column("bounded", r -> r.cell.bounded()), Part::of)
        .column("pool", p -> p.of.setting.ecosystem().pool(p.pool)).with(POOLS, p -> p)
        .csv(rows(plan, results).stream().flatMap(StudyTable::pools).toList(), results.quick());
  }

  /** One row a setting, site, contender of {@link StudyPlan#ALL}, pool and day of the forecast. */
  static String leads(StudyPlan plan, Results results) {
    return compared(plan, results, "day", List.of("ratio", "low", "high"), part ->
        IntStream.rangeClosed(1, results.settings().lead()).mapToObj(day -> {
          Interval ratio = results.lead(part.of.setting, part.of.contender(), part.of.one.site(), part.pool, day, day);
          return new Part(part.of, part.pool, day,
              new float[] {(float) ratio.value(), (float) ratio.low(), (float) ratio.high()});
        }));
  }

  /** One row a setting, site, contender of {@link StudyPlan#ALL}, pool and level. */
  static String levels(StudyPlan plan, Results results) {
    return compared(plan, results, "depth", List.of("rmse"), part -> {
      double[] profile = part.of.cell.profile(part.pool);
      return IntStream.range(0, profile.length).mapToObj(i -> new Part(part.of, part.pool,
          (float) ((i + 0.5) * part.of.one.site().depth() / profile.length), new float[] {(float) profile[i]}));
    });
  }

  /** Parts of pools, without what is in the matrix of transfer alone. */
  private static String compared(StudyPlan plan, Results results, String place, List<String> names,
      Function<Part, Stream<Part>> parts) {
    ResultTable<Part> table = ResultTable.<Part>of().with(KEYS, Part::of)
        .column("pool", p -> p.of.setting.ecosystem().pool(p.pool)).column(place, Part::place);
    for (int i = 0; i < names.size(); i++) {
      int value = i;
      table = table.column(names.get(i), p -> p.values[value]);
    }
    return table.csv(rows(plan, results).stream().filter(r -> StudyPlan.ALL.contains(r.contender()))
        .flatMap(StudyTable::pools).flatMap(parts).toList(), results.quick());
  }

  /** Scores, dampings and statements. */
  static String json(StudyPlan plan, Results results, List<Statement> statements) {
    JsonArray rows = new JsonArray();
    rows(plan, results).forEach(row -> rows.add(json(row)));
    return ResultsJson.of("marine-bgc").add("plan", plan.name()).quick(results.quick())
        .add("intervals", Bootstrap.USUAL + ", networks and truths; given: truths alone")
        .add("dampings", StudyPlan.DAMPINGS).add("results", rows)
        .add("statements", StatementTable.json(statements)).text();
  }

  private static JsonObject json(Row row) {
    ResultTable<Row> table = ResultTable.<Row>of().column("setting", Row::setting)
        .column("site", r -> r.one.site().name()).column("scheme", r -> r.contender().label());
    if (row.contender().damped()) {
      table = table.column("damping", r -> r.cell.damping().factor())
          .column("validation", r -> r.cell.damping().scores());
    }
    JsonObject object = table.with(COUNTS, r -> r).column("failure", r -> r.cell.failure())
        .column("bounded", r -> r.cell.bounded()).column("largest_change_of_other_fields", r -> r.cell.others())
        .json(row);
    pools(row).forEach(p -> object.add(row.setting.ecosystem().pool(p.pool), POOLS.json(p)));
    return object;
  }
}
