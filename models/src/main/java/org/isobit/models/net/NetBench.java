package org.isobit.models.net;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.random.Philox;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.info.Machine;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.FloatPackedNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.PackedNetwork;
import org.isobit.models.onnx.OnnxExport;
import org.isobit.models.onnx.OnnxModel;
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
        "A file that ends in .onnx is an ONNX model; an open first dimension of its inputs is the batch.",
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

  @Option(names = "--against", paramLabel = "PROGRAM",
      description = "Times the same model in another program, too: onnxruntime, where that is on the class path.")
  private String against;

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
    Workers workers = System.getProperty(Workers.PROPERTY) == null ? Workers.serial() : Workers.shared();
    if (NetOnnx.means(source.file())) {
      engine.devices().none("net bench of ONNX models", 0.0);
      return onnx(workers.threads());
    }
    NetworkFile network = source.read();
    PrintWriter out = spec.commandLine().getOut();
    line(out, "Network", NetText.summary(network.architecture(), network.single()));
    machine(out, workers.threads());
    if (Accelerator.demanded()) {
      if (against != null) {
        throw new ParameterException(spec.commandLine(), "--against is for the processor, not for a device");
      }
      return device(network, out);
    }
    List<Runnable> calls = batches.stream().map(batch -> call(network, batch, workers)).toList();
    double flops = NetText.flops(network.architecture());
    if (against != null) {
      byte[] bytes = network.single() ? OnnxExport.bytes(network.architecture(), network.floats())
          : OnnxExport.bytes(network.architecture(), network.doubles());
      contest(out, calls, bytes, OnnxModel.read(Quoted.path(source.file()), bytes), workers.threads(), flops);
      return Cli.OK;
    }
    out.println();
    out.flush();
    print(out, flops, CallTime.of(calls, warmUp, seconds), Map.of());
    return Cli.OK;
  }

  private static void machine(PrintWriter out, int threads) {
    line(out, "CPU", Machine.processor());
    line(out, "JDK", Machine.jvm());
    line(out, "Backend", Backend.reason());
    line(out, "Threads", Integer.toString(threads));
  }

  /** An ONNX model; the work in it is not counted. */
  private int onnx(int threads) throws IOException {
    NetOnnx.requireAlone(source);
    String name = Quoted.path(source.file());
    OnnxModel model = OnnxModel.read(source.file());
    List<Runnable> calls = NetContest.calls(model, name, batches);
    PrintWriter out = spec.commandLine().getOut();
    line(out, "Model", model.inputs() + " -> " + model.outputs());
    machine(out, threads);
    if (against != null) {
      contest(out, calls, Files.readAllBytes(source.file()), model, threads, 0);
      return Cli.OK;
    }
    out.println();
    out.flush();
    print(out, 0, CallTime.of(calls, warmUp, seconds), Map.of());
    return Cli.OK;
  }

  /** Ours and an opponent's calls, all warmed up together. */
  private void contest(PrintWriter out, List<Runnable> calls, byte[] bytes, OnnxModel model, int threads,
      double flops) {
    NetOpponent opponent = NetContest.opponent(against);
    List<Runnable> all = new ArrayList<>(calls);
    List<NetOpponent.Call> others = NetContest.calls(opponent, bytes, model, Quoted.path(source.file()), batches,
        threads);
    all.addAll(others);
    line(out, "Against", opponent.name() + " " + opponent.version());
    out.println();
    out.flush();
    CallTime[] times;
    try {
      times = CallTime.of(all, warmUp, seconds);
    } finally {
      others.forEach(NetOpponent.Call::close);
    }
    int n = calls.size();
    double[] theirs = new double[n];
    double[] ratio = new double[n];
    for (int b = 0; b < n; b++) {
      theirs[b] = 1e6 * times[n + b].median();
      ratio[b] = times[n + b].median() / times[b].median();
    }
    Map<String, double[]> more = new LinkedHashMap<>();
    more.put("us " + opponent.name(), theirs);
    more.put("times as fast", ratio);
    print(out, flops, times, more);
  }

  /** The same on a device that is demanded: times of calls, and of what the device does in them. */
  private int device(NetworkFile network, PrintWriter out) {
    NetPlace place = NetPlace.of(network.architecture(), batches.getFirst());
    line(out, "Device", place.name());
    out.println();
    out.flush();
    double flops = NetText.flops(network.architecture());
    try (NetOnDevice run = new NetOnDevice(place, network, batches)) {
      CallTime[] times = CallTime.of(run.calls(), warmUp, seconds);
      double[] computed = run.computed();
      double[] micros = new double[computed.length];
      double[] rate = new double[computed.length];
      for (int b = 0; b < computed.length; b++) {
        micros[b] = 1e6 * computed[b];
        rate[b] = 1e-9 * flops * batches.get(b) / computed[b];
      }
      Map<String, double[]> more = new LinkedHashMap<>();
      more.put("us without copies", micros);
      more.put("GF/s without copies", rate);
      print(out, flops, times, more);
    }
    return Cli.OK;
  }

  /** The table, GF/s if the work of a sample is known, with further columns; of times behind, whether they settled. */
  private void print(PrintWriter out, double flops, CallTime[] times, Map<String, double[]> more) {
    List<List<String>> rows = new ArrayList<>();
    List<String> title = new ArrayList<>(List.of("batch", "us a batch", "quartiles", "us a sample"));
    if (flops > 0) {
      title.add("GF/s");
    }
    title.addAll(more.keySet());
    rows.add(title);
    Set<Integer> unsettled = new TreeSet<>();
    for (int i = 0; i < times.length; i++) {
      if (!times[i].steady()) {
        unsettled.add(batches.get(i % batches.size()));
      }
    }
    for (int b = 0; b < batches.size(); b++) {
      CallTime time = times[b];
      int batch = batches.get(b);
      List<String> row = new ArrayList<>(List.of(Integer.toString(batch), NetText.number(1e6 * time.median()),
          NetText.number(1e6 * time.lower()) + " ... " + NetText.number(1e6 * time.upper()),
          NetText.number(1e6 * time.median() / batch)));
      if (flops > 0) {
        row.add(NetText.number(1e-9 * flops * batch / time.median()));
      }
      for (double[] column : more.values()) {
        row.add(NetText.number(column[b]));
      }
      rows.add(row);
    }
    out.print(NetText.table(rows));
    if (!unsettled.isEmpty()) {
      out.println("Times had not settled for batch "
          + unsettled.stream().map(String::valueOf).collect(Collectors.joining(", "))
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
