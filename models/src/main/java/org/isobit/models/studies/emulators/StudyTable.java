package org.isobit.models.studies.emulators;

import static org.isobit.models.studies.StudyText.marked;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.Isobit;
import org.isobit.models.studies.ResultTable;
import org.isobit.models.studies.ResultsJson;

/** The scores of a system as text, CSV and JSON. */
final class StudyTable {

  private record Row(Job job, Scores scores, int lead) {

    double time() {
      return lead * job.system().interval();
    }

    double network() {
      return scores.network()[lead - 1];
    }

    double ridge() {
      return scores.ridge()[lead - 1];
    }

    double persistence() {
      return scores.persistence()[lead - 1];
    }
  }

  private StudyTable() {}

  /** Leads of which the table has a row: the first one, and some up to the last. */
  private static List<Integer> leads(int last) {
    List<Integer> leads = new ArrayList<>();
    for (int lead = 1; lead < last; lead *= 2) {
      leads.add(lead);
    }
    leads.add(last);
    return leads;
  }

  /** A table to be read. */
  static String text(EmulatedSystem system, Map<Job, Scores> results) {
    Scores first = results.values().iterator().next();
    boolean quick = results.keySet().iterator().next().quick();
    ResultTable<Row> table = ResultTable.<Row>of().column("steps", Row::lead).column("time", Row::time)
        .column("seed", r -> r.job.seed()).column(system.networkName(), Row::network)
        .column("ridge regression", Row::ridge).column("persistence", Row::persistence)
        .column("network is best", r -> r.scores.isBest(r.lead) ? "yes" : "no");
    List<Row> rows = new ArrayList<>();
    for (int lead : leads(first.network().length)) {
      results.forEach((job, scores) -> rows.add(new Row(job, scores, lead)));
    }
    long best = results.values().stream().filter(s -> s.isBest(1)).count();
    return marked(system.label() + ": " + system.title(), quick) + "\n" + system.networkName() + " with "
        + first.parameters() + " parameters; RMSE on a held-out run as shares of its standard deviation\n"
        + table.text(rows) + String.format(Locale.ROOT, "One step: the network is better than both others for %d of %d "
            + "seeds.%n", best, results.size());
  }

  /** One row a seed and lead. */
  static String csv(EmulatedSystem system, Map<Job, Scores> results) {
    List<Row> rows = new ArrayList<>();
    results.forEach((job, scores) -> {
      for (int lead = 1; lead <= scores.network().length; lead++) {
        rows.add(new Row(job, scores, lead));
      }
    });
    return ResultTable.<Row>of().column("contract", r -> Isobit.contractVersion())
        .column("system", r -> system.label()).column("quick", r -> r.job.quick()).column("seed", r -> r.job.seed())
        .column("steps", Row::lead).column("time", Row::time).column("network", Row::network)
        .column("ridge", Row::ridge).column("persistence", Row::persistence).csv(rows, false);
  }

  /** Everything. */
  static String json(EmulatedSystem system, Map<Job, Scores> results) {
    ResultTable<Map.Entry<Job, Scores>> runs = ResultTable.<Map.Entry<Job, Scores>>of()
        .column("seed", r -> r.getKey().seed()).column("parameters", r -> r.getValue().parameters())
        .column("weights", r -> r.getValue().weights()).column("network", r -> r.getValue().network())
        .column("ridge", r -> r.getValue().ridge()).column("persistence", r -> r.getValue().persistence());
    return ResultsJson.of("emulators").add("system", system.label())
        .add("quick", results.keySet().iterator().next().quick()).add("interval", system.interval())
        .add("runs", runs.json(List.copyOf(results.entrySet()))).text();
  }
}
