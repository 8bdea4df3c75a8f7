package org.isobit.models.net;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.onnx.OnnxExport;
import org.isobit.models.onnx.OnnxModel;
import org.isobit.models.onnx.OnnxNetwork;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.weights.NetworkFile;
import org.isobit.models.weights.TensorType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isobit net convert}: safetensors to ONNX and back, and weights in fewer bits. */
@Command(name = "convert", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Writes a network in the other format: a safetensors file as an ONNX model, or an ONNX model whose "
        + "nodes are layers as a safetensors file; the name of one of the two ends in .onnx. With --weights it may be "
        + "the same format.",
        "A layer that ONNX has nothing for, or the first node that is no layer, is named and nothing is written.", ""})
final class NetConvert implements Callable<Integer> {

  @Mixin
  private final PluginOptions plugins = new PluginOptions();

  @Mixin
  private final NetSource source = new NetSource();

  @Parameters(index = "1", paramLabel = "OUT", description = "Where it goes; it appears whole or not at all.")
  private Path output;

  @Option(names = "--weights", paramLabel = "TYPE",
      description = "Weights as f16 or bf16, rounded to nearest, ties to even; what is read from them is computed in "
          + "float. A weight beyond the type's range is named, and nothing is written.")
  private String weights;

  @Spec
  private CommandSpec spec;

  NetConvert() {}

  /** A network from either format; one of the arrays is null. */
  private record Source(Architecture architecture, float[] floats, double[] doubles) {}

  @Override
  public Integer call() throws IOException {
    plugins.load();
    ElementType type = weights == null ? null : switch (weights) {
      case "f16" -> ElementType.FLOAT16;
      case "bf16" -> ElementType.BFLOAT16;
      default -> throw new ParameterException(spec.commandLine(), "--weights must be f16 or bf16, but is "
          + Quoted.of(weights));
    };
    if (type == null && NetOnnx.means(source.file()) == NetOnnx.means(output)) {
      throw new IllegalArgumentException(Quoted.path(source.file()) + " and " + Quoted.path(output)
          + ": one of the two has to end in .onnx, the other not");
    }
    OutputPlaces.requireFile(output);
    OutputPlaces.requireApart(output, source.files());
    Source network = read();
    write(type == null ? network : rounded(network, type), type);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Wrote " + output + ": " + NetText.summary(network.architecture, type != null
        || network.doubles == null) + (type == null ? "" : ", weights kept as " + type));
    out.flush();
    return Cli.OK;
  }

  private Source read() throws IOException {
    if (NetOnnx.means(source.file())) {
      NetOnnx.requireAlone(source);
      OnnxNetwork network = OnnxNetwork.of(OnnxModel.read(source.file()));
      return network.single() ? new Source(network.architecture(), network.floats(), null)
          : new Source(network.architecture(), null, network.doubles());
    }
    NetworkFile network = source.read();
    return network.single() ? new Source(network.architecture(), network.floats(), null)
        : new Source(network.architecture(), null, network.doubles());
  }

  /** Every weight rounded once, from float or double, to a number that the type has. */
  private Source rounded(Source network, ElementType type) {
    float[] theta = new float[network.architecture.parameters()];
    for (Parameter p : network.architecture.parameterList()) {
      for (int i = p.offset(); i < p.offset() + p.size(); i++) {
        double exact = network.doubles == null ? network.floats[i] : network.doubles[i];
        theta[i] = type.narrow(exact);
        if (Float.isInfinite(theta[i]) && Double.isFinite(exact)) {
          throw new IllegalArgumentException(Quoted.path(source.file()) + ": tensor " + Quoted.of(p.name()) + ": "
              + exact + " is beyond the range of " + type);
        }
      }
    }
    return new Source(network.architecture, theta, null);
  }

  private void write(Source network, ElementType type) throws IOException {
    boolean onnx = NetOnnx.means(output);
    if (type != null && onnx) {
      byte[] bytes = OnnxExport.bytes(network.architecture, network.floats, type);
      AtomicFiles.write(output, out -> out.write(bytes));
    } else if (type != null) {
      NetworkFile.write(output, network.architecture, network.floats,
          type == ElementType.FLOAT16 ? TensorType.F16 : TensorType.BF16, Map.of());
    } else if (onnx && network.doubles == null) {
      OnnxExport.write(output, network.architecture, network.floats);
    } else if (onnx) {
      OnnxExport.write(output, network.architecture, network.doubles);
    } else if (network.doubles == null) {
      NetworkFile.write(output, network.architecture, network.floats, Map.of());
    } else {
      NetworkFile.write(output, network.architecture, network.doubles, Map.of());
    }
  }
}
