package org.isobit.models.net;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.random.Philox;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.info.Machine;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.FloatPackedNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.PackedNetwork;
import org.isobit.models.weights.NetworkFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code isobit net bench}: how long a network takes. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Times a network on this machine: inference of one batch after another, weights packed once, inputs "
        + "normal random numbers, arrays reused. On a device (--backend cuda) the weights go up once; a call copies "
        + "its inputs there and its outputs back, and the time without copies is told beside.",
        "All batch sizes are warmed up in turn until their times have settled and the compiler is quiet; then medians "
            + "and quartiles are taken. One thread unless --threads says otherwise. Leave the machine alone meanwhile.",
        ""})
final class NetBench implements Callable<Integer> {

  /** Of the inputs. */
  static final long SEED = 1;

  @Mixin
  private final PluginOptions plugins = new PluginOptions();

  @Mixin
  private final NetSource source = new NetSource();

  @Option(names = "--batch", paramLabel = "N", split = ",", defaultValue = "1,16,256",
      description = "Batch sizes (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches = new ArrayList<>();

  @Option(names = "--warmup", paramLabel = "SECONDS", defaultValue = "1",
      description = "Shortest warm-up of a batch size; all go on, up to ten times as long, until times have settled "
          + "(default: ${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(names = "--time", paramLabel = "SECONDS", defaultValue = "1",
      description = "Measured time of a batch size (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Mixin
  private final EngineOptions engine = new EngineOptions();

  @Spec
  private CommandSpec spec;

  NetBench() {}

  @Override
  public Integer call() throws IOException {
    plugins.load();
    for (int batch : batches) {
      if (batch < 1) {
        throw new ParameterException(spec.commandLine(), "--batch must have positive sizes, but has " + batch);
      }
    }
    requireTime("--warmup", warmUp);
    requireTime("--time", seconds);
    NetworkFile network = source.read();
    Workers workers = System.getProperty(Workers.PROPERTY) == null ? Workers.serial() : Workers.shared();
    PrintWriter out = spec.commandLine().getOut();
    line(out, "Network", NetText.summary(network.architecture(), network.single()));
    line(out, "CPU", Machine.processor());
    line(out, "JDK", Machine.jvm());
    line(out, "Backend", Backend.reason());
    line(out, "Threads", Integer.toString(workers.threads()));
    if (Accelerator.demanded()) {
      return device(network, out);
    }
    out.println();
    out.flush();
    CallTime[] times = CallTime.of(batches.stream().map(batch -> call(network, batch, workers)).toList(), warmUp,
        seconds);
    print(out, network, times, null);
    return Cli.OK;
  }

  /** The same on a device that is demanded: times of calls, and of what the device does in them. */
  private int device(NetworkFile network, PrintWriter out) {
    NetPlace place = NetPlace.of(network.architecture(), batches.getFirst());
    line(out, "Device", place.name());
    out.println();
    out.flush();
    try (NetOnDevice run = new NetOnDevice(place, network, batches)) {
      CallTime[] times = CallTime.of(run.calls(), warmUp, seconds);
      print(out, network, times, run.computed());
    }
    return Cli.OK;
  }

  /** The table; with the seconds of a batch on the device alone, or null. */
  private void print(PrintWriter out, NetworkFile network, CallTime[] times, double[] computed) {
    List<List<String>> rows = new ArrayList<>();
    List<String> title = new ArrayList<>(List.of("batch", "us a batch", "quartiles", "us a sample", "GF/s"));
    if (computed != null) {
      title.addAll(List.of("us without copies", "GF/s without copies"));
    }
    rows.add(title);
    List<String> unsettled = new ArrayList<>();
    for (int b = 0; b < times.length; b++) {
      CallTime time = times[b];
      int batch = batches.get(b);
      double gigaflops = 1e-9 * NetText.flops(network.architecture()) * batch / time.median();
      List<String> row = new ArrayList<>(List.of(Integer.toString(batch), NetText.number(1e6 * time.median()),
          NetText.number(1e6 * time.lower()) + " ... " + NetText.number(1e6 * time.upper()),
          NetText.number(1e6 * time.median() / batch), NetText.number(gigaflops)));
      if (computed != null) {
        row.add(NetText.number(1e6 * computed[b]));
        row.add(NetText.number(gigaflops * time.median() / computed[b]));
      }
      rows.add(row);
      if (!time.steady()) {
        unsettled.add(Integer.toString(batch));
      }
    }
    out.print(NetText.table(rows));
    if (!unsettled.isEmpty()) {
      out.println("Times had not settled for batch " + String.join(", ", unsettled)
          + ": something else runs on this machine, or --warmup is too short.");
    }
    out.flush();
  }

  private void requireTime(String option, double value) {
    if (!(value > 0 && value <= 3600)) {
      throw new ParameterException(spec.commandLine(), option + " must be in 0 ... 3600 seconds, but is " + value);
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "%-9s%s%n", name, value);
  }

  /** One batch through the network. */
  private static Runnable call(NetworkFile file, int batch, Workers workers) {
    int inputs = size(batch, file.architecture().input().size(), file.single());
    int outputs = size(batch, file.architecture().output().size(), file.single());
    if (file.single()) {
      FloatPackedNetwork network = FloatNetwork.of(file.architecture()).inference(file.floats(), 0);
      float[] x = new float[inputs];
      float[] y = new float[outputs];
      Philox.gaussian(SEED, 0, 0, inputs, x, 0);
      return () -> network.forward(batch, x, 0, y, 0, workers);
    }
    PackedNetwork network = Network.of(file.architecture()).inference(file.doubles(), 0);
    double[] x = new double[inputs];
    double[] y = new double[outputs];
    Philox.gaussian(SEED, 0, 0, inputs, x, 0);
    return () -> network.forward(batch, x, 0, y, 0, workers);
  }

  /** The elements of a batch, if they fit. */
  static int size(int batch, int elements, boolean single) {
    long bytes = (long) batch * elements * (single ? Float.BYTES : Double.BYTES);
    if (bytes > Math.min(Runtime.getRuntime().maxMemory() / 2, Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("--batch " + batch + " of " + elements + " numbers needs " + bytes
          + " bytes, more than one array or half of the heap holds");
    }
    return batch * elements;
  }
}
