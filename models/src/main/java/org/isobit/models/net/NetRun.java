package org.isobit.models.net;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.network.DeviceNetwork;
import org.isobit.kernels.device.network.FloatDeviceNetwork;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.NpyType;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.weights.NetworkFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit net run}: a network's outputs for the samples of a {@code .npy} file. */
@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Runs a network over the samples of a .npy file.",
        "The first dimension of the input counts samples, the others are the shape of a sample, or its number of "
            + "elements. The output is f4 or f8, as the network's weights are float or double; f8 inputs of a float "
            + "network are rounded. The same bits on every machine, for any number of threads, any batch, and on CUDA "
            + "devices.",
        "A file that ends in .onnx is an ONNX model with one input and one output; its input has the shape that the "
            + "model says.",
        ""})
final class NetRun implements Callable<Integer> {

  @Mixin
  private final PluginOptions plugins = new PluginOptions();

  @Mixin
  private final NetSource source = new NetSource();

  @Option(names = "--input", paramLabel = "X.npy", required = true, description = "The samples; f8, f4, i4 or i8.")
  private Path input;

  @Option(names = "--output", paramLabel = "Y.npy", required = true,
      description = "Where the outputs go; it appears whole or not at all.")
  private Path output;

  @Mixin
  private final EngineOptions engine = new EngineOptions();

  @Spec
  private CommandSpec spec;

  NetRun() {}

  @Override
  public Integer call() throws IOException {
    plugins.load();
    if (NetOnnx.means(source.file())) {
      engine.devices().none("net run of ONNX models", 0.0);
      return NetOnnx.run(source, input, output, spec.commandLine().getOut());
    }
    OutputPlaces.requireFile(output);
    OutputPlaces.requireApart(output, Stream.concat(source.files().stream(), Stream.of(input)).toList());
    NetworkFile network = source.read();
    NpyFile x = NpyFile.read(input);
    Shape in = network.architecture().input();
    Shape out = network.architecture().output();
    int batch = batch(x, in);
    long outputs = (long) batch * out.size();
    long bytes = outputs * (network.single() ? Float.BYTES : Double.BYTES);
    if (outputs > Integer.MAX_VALUE - 64 || bytes > Runtime.getRuntime().maxMemory()) {
      throw new IllegalArgumentException(Quoted.path(input) + ": " + batch + " samples have outputs of " + bytes
          + " bytes, more than one array or the heap holds; run fewer at a time");
    }
    int[] shape = IntStream.concat(IntStream.of(batch), out.dimensions().stream().mapToInt(Integer::intValue))
        .toArray();
    NetPlace place = NetPlace.of(network.architecture(), batch);
    long notFinite;
    if (network.single()) {
      float[] y = new float[(int) outputs];
      run(network, place, batch, floats(x), y);
      NpyFile.write(output, y, shape);
      notFinite = IntStream.range(0, y.length).filter(i -> !Float.isFinite(y[i])).count();
    } else {
      double[] y = new double[(int) outputs];
      run(network, place, batch, doubles(x), y);
      NpyFile.write(output, y, shape);
      notFinite = Arrays.stream(y).filter(v -> !Double.isFinite(v)).count();
    }
    PrintWriter told = spec.commandLine().getOut();
    if (place.device() != null) {
      told.println("Ran on " + place.name() + ".");
    } else if (place.reason() != null) {
      told.println(place.reason());
    }
    told.println("Wrote " + output + ": " + batch + " x " + out + ", " + (network.single() ? "f4" : "f8")
        + (network.single() && x.type() != NpyType.FLOAT32 ? "; the inputs, " + x.type().code()
        + ", were rounded to float, the network's precision" : ""));
    if (notFinite > 0) {
      told.println(notFinite + " of " + outputs + " outputs are infinite or NaN.");
    }
    told.flush();
    return Cli.OK;
  }

  private static void run(NetworkFile network, NetPlace place, int batch, double[] x, double[] y) {
    if (place.device() == null) {
      Network.of(network.architecture()).inference(network.doubles(), 0).forward(batch, x, 0, y, 0, Workers.shared());
      return;
    }
    try (DeviceNetwork there = place.network(network.doubles())) {
      there.forward(batch, x, 0, y, 0);
    }
  }

  private static void run(NetworkFile network, NetPlace place, int batch, float[] x, float[] y) {
    if (place.device() == null) {
      FloatNetwork.of(network.architecture()).inference(network.floats(), 0)
          .forward(batch, x, 0, y, 0, Workers.shared());
      return;
    }
    try (FloatDeviceNetwork there = place.network(network.floats())) {
      there.forward(batch, x, 0, y, 0);
    }
  }

  private int batch(NpyFile x, Shape in) {
    int[] shape = x.shape();
    int[] sample = shape.length == 0 ? shape : Arrays.copyOfRange(shape, 1, shape.length);
    List<Integer> wanted = in.dimensions();
    boolean fits = Arrays.stream(sample).boxed().toList().equals(wanted) || sample.length == 1
        && sample[0] == in.size();
    if (!fits) {
      String sizes = String.join(", ", wanted.stream().map(String::valueOf).toList());
      throw new IllegalArgumentException(Quoted.path(input) + ": has the shape " + x.shapeText()
          + ", but the network takes (samples, " + sizes + ")" + (wanted.size() > 1 ? " or (samples, " + in.size() + ")"
          : ""));
    }
    return shape[0];
  }

  private double[] doubles(NpyFile x) {
    double[] values = x.doubles();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw refused(x, i, values[i], "");
      }
    }
    return values;
  }

  /** The inputs of a float network; each is rounded to nearest if it is not a float already. */
  private float[] floats(NpyFile x) {
    if (x.type() == NpyType.FLOAT32) {
      float[] values = x.floats();
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          throw refused(x, i, values[i], "");
        }
      }
      return values;
    }
    double[] wide = doubles(x);
    float[] values = new float[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) wide[i];
      if (!Float.isFinite(values[i])) {
        throw refused(x, i, wide[i], ", too large for the network's precision, float");
      }
    }
    return values;
  }

  /** An element is named by its index, as in NumPy. */
  private IllegalArgumentException refused(NpyFile x, int element, double value, String why) {
    int[] shape = x.shape();
    int[] index = new int[shape.length];
    int rest = element;
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    return new IllegalArgumentException(Quoted.path(input) + ": element " + Arrays.toString(index) + " is " + value
        + why + "; inputs must be finite");
  }
}
