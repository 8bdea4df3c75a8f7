package org.isobit.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.isobit.bench.tuning.Sweep;
import org.isobit.bench.tuning.TuningBench;
import org.isobit.bench.tuning.TuningResult;
import org.isobit.kernels.Tuning;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.RunLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit bench tuning}: which sizes of blocks suit this processor. */
@Command(name = "tuning", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Tries values of the sizes of blocks that depend on the processor, each in a Java virtual machine of "
        + "its own, in turn, and prints times beside those with the values in use.")
final class TuningCommand implements Callable<Integer> {

  @Option(names = "--size", split = ",", paramLabel = "NAME",
      description = "Sizes to try, for example gemm.double.terms (default: all).")
  private List<String> sizes;

  @Option(names = "--rounds", defaultValue = "11", paramLabel = "N",
      description = "How often each value has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--out", paramLabel = "DIR", description = "Writes results.json, ratios.md and machine.json there.")
  private Path out;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    BenchCommand.requireNothingBefore(spec);
    BenchCommand.positive("--rounds", rounds);
    List<Sweep> sweeps = (sizes == null ? Tuning.names() : sizes).stream().distinct().map(Sweep::of).toList();
    try (RunLock _ = BenchOutput.begin(out)) {
      MachineReport machine = MachineReport.read();
      StringBuilder text = new StringBuilder(machine.markdown()
          + "\nTime ÷ that with the value in use; medians over rounds, and their geometric mean.\n\n");
      List<TuningResult> all = new ArrayList<>();
      int steps = rounds * sweeps.stream().mapToInt(s -> s.values().size()).sum();
      try (BenchProgress bar = BenchProgress.of("tuning", steps)) {
        for (Sweep sweep : sweeps) {
          List<TuningResult> results = TuningBench.run(sweep, rounds, bar::step);
          text.append(TuningResult.markdown(sweep, results));
          all.addAll(results);
        }
      }
      System.out.print(text);
      if (out != null) {
        BenchOutput.write(out, machine, "ratios.md", text.toString(),
            new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n");
        System.out.println("written to " + out);
      }
    }
    return Cli.OK;
  }
}
