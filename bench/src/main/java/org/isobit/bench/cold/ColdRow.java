package org.isobit.bench.cold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.bench.Quartiles;

/** Times of a case on some threads. Not thread-safe. */
final class ColdRow {

  final ColdCase problem;
  final int threads;

  /** Seconds of the whole command, run by run; so are phases and copies. */
  final List<Double> whole = new ArrayList<>();

  final List<Map<String, Double>> phases = new ArrayList<>();

  /** Seconds to copy what the command reads and writes. */
  final List<Double> copy = new ArrayList<>();

  /** Seconds of the analysis in one virtual machine, time after time. */
  List<Double> warm = List.of();

  ColdRow(ColdCase problem, int threads) {
    this.problem = problem;
    this.threads = threads;
  }

  List<Double> analysis() {
    return phases.stream().map(p -> p.get(Phases.ANALYSIS)).toList();
  }

  /** Seconds of the command without its analysis. */
  List<Double> rest() {
    List<Double> rest = new ArrayList<>();
    for (int run = 0; run < whole.size(); run++) {
      rest.add(whole.get(run) - phases.get(run).get(Phases.ANALYSIS));
    }
    return rest;
  }

  double coldToWarm() {
    return Quartiles.of(analysis()).median() / WarmAnalysis.last(warm);
  }

  /** Medians of the phases, then of what is in none of them: script, virtual machine, configuration, end. */
  Map<String, Double> medians() {
    Map<String, Double> medians = new LinkedHashMap<>();
    for (String phase : phases.getFirst().keySet()) {
      medians.put(phase, Quartiles.of(phases.stream().map(p -> p.get(phase)).toList()).median());
    }
    List<Double> outside = new ArrayList<>();
    for (int run = 0; run < whole.size(); run++) {
      double inside = 0.0;
      for (double seconds : phases.get(run).values()) {
        inside += seconds;
      }
      outside.add(whole.get(run) - inside);
    }
    medians.put("start and end", Quartiles.of(outside).median());
    return medians;
  }
}
