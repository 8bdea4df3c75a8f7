package org.isobit.bench.tuning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.isobit.bench.Median;
import org.isobit.bench.timed.TimingMachine;
import org.isobit.bench.timed.TimingMachine.Timing;
import org.isobit.kernels.Tuning;

/**
 * Tries values of a size: a Java virtual machine for each value, which do the same works in turn in every round, so
 * that a slow moment of the machine meets all.
 */
public final class TuningBench {

  /** Milliseconds that a work is done for in a round. */
  private static final int MILLISECONDS = 40;

  /** How often a work is done for so long before it is timed. */
  private static final int WARMING = 12;

  private TuningBench() {}

  /**
   * Tries the values of a sweep.
   *
   * @param sweep  what is tried
   * @param rounds how often
   * @param step   told of each round and value
   * @return for each value of the sweep what it did
   * @throws IOException if a virtual machine cannot be started
   */
  public static List<TuningResult> run(Sweep sweep, int rounds, Consumer<String> step) throws IOException {
    List<TimingMachine> machines = new ArrayList<>();
    try {
      for (int value : sweep.values()) {
        machines.add(TimingMachine.start(List.of("-D" + Tuning.PROPERTY + "." + sweep.size() + "=" + value),
            TimingMachine.Clock.THREAD, WARMING, MILLISECONDS, sweep.works()));
      }
      double[][][] times = new double[rounds][machines.size()][];
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < machines.size(); i++) {
          times[round][i] = machines.get(i).round().stream().mapToDouble(Timing::nanoseconds).toArray();
          step.accept(sweep.size() + " " + sweep.values().get(i));
        }
      }
      return results(sweep, times);
    } finally {
      machines.forEach(TimingMachine::close);
    }
  }

  /** Times of rounds, values and works, as ratios to those of the value in use in the same round. */
  static List<TuningResult> results(Sweep sweep, double[][][] times) {
    int inUse = sweep.values().indexOf(Tuning.size(sweep.size()));
    List<TuningResult> results = new ArrayList<>();
    for (int i = 0; i < sweep.values().size(); i++) {
      List<Double> ratios = new ArrayList<>();
      for (int w = 0; w < sweep.works().size(); w++) {
        double[] ofRounds = new double[times.length];
        for (int round = 0; round < times.length; round++) {
          ofRounds[round] = times[round][i][w] / times[round][inUse][w];
        }
        ratios.add(Median.of(ofRounds));
      }
      results.add(new TuningResult(sweep.size(), sweep.values().get(i), i == inUse, ratios));
    }
    return results;
  }
}
