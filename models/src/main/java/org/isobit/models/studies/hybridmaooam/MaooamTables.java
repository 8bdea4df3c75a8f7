package org.isobit.models.studies.hybridmaooam;

import static org.isobit.models.studies.StudyText.marked;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.Isobit;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.ResultTable;
import org.isobit.models.studies.ResultsJson;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StatementTable;

/** The results as text, CSV and JSON. */
final class MaooamTables {

  /** Errors of a contender. */
  private record Row(Results results, Contender contender) {

    Interval relative(Observed v) {
      return results.relative(contender, v, results.judged(v));
    }

    /** Of the truncated model it is 1 by definition. */
    Interval ratio(Observed v) {
      return contender.truncated() ? new Interval(1, 1, 1) : results.ratio(contender, v).interval();
    }
  }

  /** An error of a contender at a lead. */
  private record Lead(Results results, Contender contender, Observed v, int lead) {}

  /** Quartiles of a contender's free runs; null: of the truth. */
  private record Quartiles(Results results, Contender contender, Observed v) {

    String label() {
      return contender == null ? "truth" : contender.label();
    }

    double[] values() {
      return Results.quartiles(contender == null ? results.truth(v)
          : Arrays.stream(results.free(contender, v)).flatMap(Arrays::stream).toArray(double[][]::new));
    }

    Double published(int q) {
      double[] found = Published.quartiles(label(), v);
      return found == null ? null : found[q];
    }
  }

  /** Means over the truths of a source. */
  private record Scored(Source source, double atmosphere, double ocean, double spreadAtmosphere, double spreadOcean) {}

  private final Results results;
  private final List<Statement> statements;

  MaooamTables(Results results, List<Statement> statements) {
    this.results = results;
    this.statements = statements;
  }

  private List<Row> rows() {
    return results.contenders().stream().map(c -> new Row(results, c)).toList();
  }

  private static ResultTable<Row> errors(boolean published) {
    ResultTable<Row> table = ResultTable.<Row>of().column("contender", r -> r.contender.label());
    for (Observed v : Observed.values()) {
      table = table.interval(v.label(), r -> r.relative(v));
      table = table.interval(v.label() + " by truncated", r -> r.ratio(v));
      if (published) {
        table = table.column("published " + v.label(), "", null, r -> number(Published.error(r.contender.label(), v)));
      }
    }
    return table.column("failed", r -> results(r).failures(r.contender));
  }

  private static Results results(Row row) {
    return row.results;
  }

  private static Object number(double value) {
    return Double.isNaN(value) ? "" : value;
  }

  /** Tables to be read. */
  String text() {
    return marked("hybrid-maooam: a network corrects 36 of 56 variables", results.sizes().quick()) + "\n"
        + errors(true).text(rows()) + "\nAnalyses: root mean square error and spread by the climatology's deviation\n"
        + SOURCES.text(sources()) + "\n" + trainings().text(learned()) + "\nQuartiles of free runs\n"
        + QUARTILES.text(quartiles());
  }

  /** What the columns are. */
  String legend() {
    return String.format(Locale.ROOT, """
        psi_o2 and theta_o2 after %.0f days, psi_a1 after %.2f: root mean square error of forecasts over tests and %d
        starts of each, mean over networks, by the root of twice the truth's variance over tests, as in Table 3 of the
        paper, whose numbers stand beside it but are of other parameters [%.0f %% interval, %d resamples of networks and
        tests]; by truncated: divided by the truncated model's error.
        """, results.days(results.judged(Observed.PSI_O2)), results.days(0), results.sizes().starts(),
        100 * Bootstrap.USUAL.level(), Bootstrap.USUAL.resamples());
  }

  private static final ResultTable<Scored> SOURCES = ResultTable.<Scored>of().column("source", s -> s.source.label())
      .column("atmosphere", Scored::atmosphere).column("its spread", Scored::spreadAtmosphere)
      .column("ocean", Scored::ocean).column("its spread", Scored::spreadOcean);

  private List<Scored> sources() {
    List<Scored> all = new ArrayList<>();
    for (Source source : results.cases().stream().map(Case::source).distinct().toList()) {
      if (!source.perfect()) {
        double[] sums = new double[4];
        results.records().forEach((job, record) -> {
          if (job.part() == Job.Part.ANALYSES && job.of().source().equals(source)) {
            for (int i = 0; i < CoupledSystem.SIZE; i++) {
              int ocean = i < CoupledSystem.ATMOSPHERE ? 0 : 1;
              int count = ocean == 0 ? CoupledSystem.ATMOSPHERE : CoupledSystem.SIZE - CoupledSystem.ATMOSPHERE;
              double rmse = record.analyses().rmse()[i];
              double spread = record.analyses().spread()[i];
              sums[ocean] += rmse * rmse / count / results.sizes().truths();
              sums[2 + ocean] += spread * spread / count / results.sizes().truths();
            }
          }
        });
        all.add(new Scored(source, Math.sqrt(sums[0]), Math.sqrt(sums[1]), Math.sqrt(sums[2]), Math.sqrt(sums[3])));
      }
    }
    return all;
  }

  /** A training. */
  private record Trained(Contender contender, int number, RunRecord.Training scores) {}

  private static ResultTable<Trained> trainings() {
    return ResultTable.<Trained>of().column("training", t -> t.contender.label()).column("number", Trained::number)
        .column("parameters", t -> t.scores.parameters()).column("samples", t -> t.scores.samples())
        .column("loss", t -> t.scores.loss()).column("validation", t -> t.scores.validation())
        .column("best epoch", t -> t.scores.epoch());
  }

  private List<Trained> learned() {
    List<Trained> all = new ArrayList<>();
    for (Contender contender : results.contenders()) {
      List<RunRecord> records = results.records(contender);
      for (int i = 0; i < records.size() && !contender.truncated(); i++) {
        all.add(new Trained(contender, i, records.get(i).training()));
      }
    }
    return all;
  }

  private static final ResultTable<Quartiles> QUARTILES = ResultTable.<Quartiles>of()
      .column("variable", q -> q.v.label()).column("contender", Quartiles::label).column("lower", q -> q.values()[0])
      .column("median", q -> q.values()[1]).column("upper", q -> q.values()[2])
      .column("published lower", q -> q.published(0)).column("published median", q -> q.published(1))
      .column("published upper", q -> q.published(2));

  private List<Quartiles> quartiles() {
    List<Quartiles> all = new ArrayList<>();
    for (Observed v : Observed.values()) {
      all.add(new Quartiles(results, null, v));
      results.contenders().forEach(c -> all.add(new Quartiles(results, c, v)));
    }
    return all;
  }

  /** One row a contender. */
  String errorsCsv() {
    return ResultTable.<Row>of().column("contract", r -> Isobit.contractVersion()).with(errors(false), r -> r)
        .csv(rows(), results.sizes().quick());
  }

  /** One row a contender, variable and lead. */
  String leadsCsv() {
    List<Lead> all = new ArrayList<>();
    for (Contender contender : results.contenders()) {
      for (Observed v : Observed.values()) {
        for (int lead = 0; lead < results.sizes().leads().length; lead++) {
          all.add(new Lead(results, contender, v, lead));
        }
      }
    }
    return ResultTable.<Lead>of().column("contract", l -> Isobit.contractVersion())
        .column("contender", l -> l.contender.label()).column("variable", l -> l.v.label())
        .column("days", l -> l.results.days(l.lead))
        .column("error", l -> l.results.relativeValue(l.contender, l.v, l.lead)).csv(all, results.sizes().quick());
  }

  /** One row a variable and contender. */
  String quartilesCsv() {
    return ResultTable.<Quartiles>of().column("contract", q -> Isobit.contractVersion()).with(QUARTILES, q -> q)
        .csv(quartiles(), results.sizes().quick());
  }

  /** Everything, with the statements. */
  String json() {
    return ResultsJson.of("hybrid-maooam").quick(results.sizes().quick())
        .add("intervals", Bootstrap.USUAL + ", networks and tests; given: tests alone").add("sizes", results.sizes())
        .add("cases", results.cases()).add("errors", errors(true).json(rows()))
        .add("analyses", SOURCES.json(sources())).add("trainings", trainings().json(learned()))
        .add("quartiles", QUARTILES.json(quartiles())).add("statements", StatementTable.json(statements)).text();
  }
}
