package org.isobit.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures variants in rounds: each round runs every variant once, in a JVM of its own, so that opponents meet the
 * same minutes of a noisy machine, and the median of the rounds' ratios is what counts.
 *
 * @param rounds       rounds
 * @param warmup       milliseconds of warm-up for each variant and round: large vector loops take C2 a second to
 *                     compile
 * @param milliseconds of measurement for each variant and round
 */
record BenchRun(int rounds, int warmup, int milliseconds) {

  /** Options of the measuring virtual machines. */
  static final List<String> HEAP = List.of("-Xms3g", "-Xmx10g", "-XX:+UseParallelGC");

  private static final int ITERATIONS = 3;

  /** What a fork costs beside warm-up and measurement. */
  private static final double FORK_SECONDS = 0.9;

  double estimatedSeconds(int variants) {
    return rounds * variants * (FORK_SECONDS + (warmup + milliseconds) / 1000.0);
  }

  private static TimeValue slice(int milliseconds) {
    return TimeValue.milliseconds(Math.max(1, milliseconds / ITERATIONS));
  }

  void measure(List<Measurement> measurements, Consumer<Variant> progress) {
    for (int round = 0; round < rounds; round++) {
      for (Measurement measurement : measurements) {
        measure(measurement);
        progress.accept(measurement.variant);
      }
    }
  }

  /** The forks' warnings (incubating module, deprecated calls inside JMH) are shown only if a run fails. */
  private static RunResult quietly(Variant variant, ChainedOptionsBuilder options) {
    PrintStream terminal = System.out; // JMH copies what forks write to either stream to its own output
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
    try {
      return new Runner(options.build()).runSingle();
    } catch (RunnerException e) {
      throw new IllegalStateException(variant.benchmark() + " " + variant.parameters() + " failed:\n"
          + text.toString(StandardCharsets.UTF_8), e);
    } finally {
      System.setOut(terminal);
    }
  }

  private void measure(Measurement measurement) {
    Variant variant = measurement.variant;
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include("^" + variant.benchmark().replace(".", "\\.") + "$")
        .mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS)
        .forks(1).warmupForks(0)
        .warmupIterations(ITERATIONS).warmupTime(slice(warmup))
        .measurementIterations(ITERATIONS).measurementTime(slice(milliseconds))
        .jvmArgsAppend(HEAP.toArray(String[]::new))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true).verbosity(VerboseMode.SILENT);
    variant.parameters().forEach(options::param);
    RunResult result = quietly(variant, options);
    BenchmarkResult fork = result.getBenchmarkResults().iterator().next();
    measurement.nanoseconds.add(Median.of(fork.getIterationResults().stream()
        .mapToDouble(i -> i.getPrimaryResult().getScore()).toArray()));
    Result<?> allocation = result.getSecondaryResults().get("gc.alloc.rate.norm");
    if (allocation != null) {
      measurement.allocated = Math.max(measurement.allocated, allocation.getScore());
    }
  }
}
