package org.isobit.models.analyse.internal.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.isobit.models.analyse.internal.observation.InnovationStatistics;
import org.isobit.models.analyse.internal.observation.ObservationNetwork;
import org.isobit.models.analyse.internal.observation.ObservationTimes;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.plan.LocalCounts;
import org.isobit.models.analyse.internal.source.UsableMembers;

/** The report for people, on standard output. */
public final class ReportTable {

  private ReportTable() {}

  public static String of(AnalysisReport report) {
    AnalysisPlan plan = report.plan();
    InnovationStatistics before = report.statistics().before();
    InnovationStatistics after = report.statistics().after();
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"", "before", "after"});
    AnalysisReport.Innovations innovations = report.innovations();
    List<String> types = report.done().network().observations().types();
    for (int t = 0; t < types.size(); t++) {
      // One by one, since types may have units of their own.
      String of = types.size() == 1 ? "" : " of " + types.get(t);
      rows.add(row("innovation mean" + of, innovations.before()[t].mean(), innovations.after()[t].mean()));
      rows.add(row("innovation rms" + of, innovations.before()[t].rms(), innovations.after()[t].rms()));
    }
    rows.add(row(types.size() == 1 ? "  in units of the errors" : "  of all, in units of the errors",
        before.normalizedRms(), after.normalizedRms()));
    boolean one = report.spread() == null;
    if (!one) {
      rows.add(row(types.size() == 1 ? "  over sqrt(spread^2 + R)" : "  of all, over sqrt(spread^2 + R)",
          before.consistencyRatio(), after.consistencyRatio()));
    }
    List<String> fields = plan.layout().fields();
    for (int v = 0; v < fields.size(); v++) {
      String of = fields.size() == 1 ? "" : " of " + fields.get(v);
      if (!one) {
        rows.add(row("spread" + of + ", rms over points", Fields.rms(report.part(report.forecastSpread(), v)),
            Fields.rms(report.part(report.spread(), v))));
      }
      if (plan.truth() != null) {
        rows.add(row("distance" + of + " to truth, rms", report.rmse(report.forecastMean(), v),
            report.rmse(report.mean(), v)));
      }
    }
    int width = 2 + rows.stream().mapToInt(r -> r[0].length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    rows.forEach(r -> text.append(String.format(Locale.ROOT, "%-" + width + "s%10s%12s%n", r[0], r[1], r[2])));
    for (int v = 0; v < fields.size(); v++) {
      double[] increment = report.part(report.increment(), v);
      text.append(one ? "increment" : "increment of the mean")
          .append(fields.size() == 1 ? "" : " of " + fields.get(v)).append(": rms ")
          .append(figure(Fields.rms(increment))).append(", largest ").append(figure(Fields.largest(increment)))
          .append('\n');
    }
    report.statistics().byType().forEach((type, d) -> text.append("standard deviations assumed / diagnosed")
        .append(types.size() == 1 ? "" : ", " + type).append(": observation errors ")
        .append(figure(Math.sqrt(d.errorAssumed()))).append(" / ").append(figure(d.errorDeviation()))
        .append(", background ").append(one ? "none" : figure(Math.sqrt(d.backgroundAssumed()))).append(" / ")
        .append(figure(d.backgroundDeviation())).append('\n'));
    if (one) {
      text.append("one deterministic forecast: without a spread, and what needs one\n");
    }
    ObservationNetwork network = report.done().network();
    text.append("observations: ").append(network.observations().count()).append(" used");
    network.leftOut().forEach((fate, count) -> text.append(", ").append(count).append(' ').append(fate.words())
        .append(" left out"));
    text.append('\n');
    if (network.table().times() != null) {
      double[] times = network.table().times();
      ObservationTimes unit = plan.assimilation().times();
      text.append("times of observations from the analysis's ").append(plan.time()).append(" on: ")
          .append(unit.text(DoubleStream.of(times).min().orElseThrow())).append(" to ")
          .append(unit.text(DoubleStream.of(times).max().orElseThrow())).append('\n');
    }
    for (UsableMembers.Missing missing : report.forecast().missing()) {
      text.append("without member ").append(missing.label()).append(": ").append(missing.reason()).append('\n');
    }
    LocalCounts counts = report.counts();
    if (counts != null) {
      text.append("local observations: ").append(counts.least()).append(" to ").append(counts.most())
          .append(" a point, mean ").append(figure(counts.mean())).append("; points without any: ")
          .append(counts.without()).append('\n');
    }
    if (report.audit() != null) {
      text.append(report.audit().text()).append('\n');
    }
    return text.toString();
  }

  private static String[] row(String name, double before, double after) {
    return new String[] {name, figure(before), figure(after)};
  }

  private static String figure(double x) {
    return String.format(Locale.ROOT, "%.4g", x);
  }
}
