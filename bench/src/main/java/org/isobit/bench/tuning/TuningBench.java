package org.isobit.bench.tuning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.isobit.bench.Median;
import org.isobit.bench.cold.Launch;
import org.isobit.kernels.Tuning;

/**
 * Tries values of a size: a Java virtual machine for each value, which do the same works in turn in every round, so
 * that a slow moment of the machine meets all.
 */
public final class TuningBench {

  /** Milliseconds that a work is done for in a round. */
  private static final int MILLISECONDS = 40;

  private TuningBench() {}

  /** One of the virtual machines. */
  private record Machine(Process process, BufferedReader answers, OutputStream orders) implements AutoCloseable {

    static Machine start(String size, int value, List<String> works) throws IOException {
      List<String> arguments = new ArrayList<>(List.of(Integer.toString(MILLISECONDS)));
      arguments.addAll(works);
      Process process = new ProcessBuilder(Launch.here(List.of("-D" + Tuning.PROPERTY + "." + size + "=" + value),
          TimedWorks.class, arguments)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new Machine(process, process.inputReader(StandardCharsets.US_ASCII), process.getOutputStream());
    }

    /** Times all works once. */
    double[] round() throws IOException {
      orders.write('\n');
      orders.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("a measuring virtual machine ended before it answered");
      }
      return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  /**
   * Tries the values of a sweep.
   *
   * @param sweep  what is tried
   * @param rounds how often
   * @param step   told of each round and value
   * @return for each value of the sweep what it did
   * @throws IOException if a virtual machine cannot be started or spoken to
   */
  public static List<TuningResult> run(Sweep sweep, int rounds, Consumer<String> step) throws IOException {
    List<Machine> machines = new ArrayList<>();
    try {
      for (int value : sweep.values()) {
        machines.add(Machine.start(sweep.size(), value, sweep.works()));
      }
      double[][][] times = new double[rounds][machines.size()][];
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < machines.size(); i++) {
          times[round][i] = machines.get(i).round();
          step.accept(sweep.size() + " " + sweep.values().get(i));
        }
      }
      return results(sweep, times);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      machines.forEach(Machine::close);
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
