package org.isobit.models.studies.emulators;

import static org.isobit.models.studies.StudyText.aligned;
import static org.isobit.models.studies.StudyText.marked;
import static org.isobit.models.studies.StudyText.number;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.Isobit;

/** The scores of a system as text, CSV and JSON. */
final class StudyTable {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

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
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"steps", "time", "seed", system.networkName(), "ridge regression", "persistence",
        "network is best"});
    for (int lead : leads(first.network().length)) {
      results.forEach((job, scores) -> rows.add(new String[] {Integer.toString(lead), number(lead * system.interval()),
          Integer.toString(job.seed()), number(scores.network()[lead - 1]), number(scores.ridge()[lead - 1]),
          number(scores.persistence()[lead - 1]), scores.isBest(lead) ? "yes" : "no"}));
    }
    long best = results.values().stream().filter(s -> s.isBest(1)).count();
    return marked(system.label() + ": " + system.title(), quick) + "\n" + system.networkName() + " with "
        + first.parameters() + " parameters; RMSE on a held-out run as shares of its standard deviation\n"
        + aligned(rows) + String.format(Locale.ROOT, "One step: the network is better than both others for %d of %d "
            + "seeds.%n", best, results.size());
  }

  /** One row a seed and lead. */
  static String csv(EmulatedSystem system, Map<Job, Scores> results) {
    StringBuilder csv = new StringBuilder("contract,system,quick,seed,steps,time,network,ridge,persistence\n");
    results.forEach((job, scores) -> {
      for (int lead = 1; lead <= scores.network().length; lead++) {
        csv.append(Isobit.contractVersion()).append(',').append(system.label()).append(',').append(job.quick())
            .append(',').append(job.seed()).append(',').append(lead).append(',').append(lead * system.interval())
            .append(',').append(scores.network()[lead - 1]).append(',').append(scores.ridge()[lead - 1]).append(',')
            .append(scores.persistence()[lead - 1]).append('\n');
      }
    });
    return csv.toString();
  }

  /** Everything. */
  static String json(EmulatedSystem system, Map<Job, Scores> results) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("contract", Isobit.contractVersion());
    root.put("study", "emulators");
    root.put("system", system.label());
    root.put("quick", results.keySet().iterator().next().quick());
    root.put("interval", system.interval());
    List<Object> runs = new ArrayList<>();
    results.forEach((job, scores) -> {
      Map<String, Object> run = new LinkedHashMap<>();
      run.put("seed", job.seed());
      run.put("parameters", scores.parameters());
      run.put("weights", scores.weights());
      run.put("network", scores.network());
      run.put("ridge", scores.ridge());
      run.put("persistence", scores.persistence());
      runs.add(run);
    });
    root.put("runs", runs);
    return GSON.toJson(root) + "\n";
  }
}
