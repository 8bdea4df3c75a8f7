package org.isobit.models.net;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.Quoted;
import org.isobit.models.onnx.OnnxExport;
import org.isobit.models.onnx.OnnxModel;
import org.isobit.models.onnx.OnnxNetwork;
import org.isobit.models.weights.NetworkFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isobit net convert}: safetensors to ONNX and back. */
@Command(name = "convert", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Writes a network in the other format: a safetensors file as an ONNX model, or an ONNX model whose "
        + "nodes are layers as a safetensors file; the name of one of the two ends in .onnx.",
        "A layer that ONNX has nothing for, or the first node that is no layer, is named and nothing is written.", ""})
final class NetConvert implements Callable<Integer> {

  @Mixin
  private final PluginOptions plugins = new PluginOptions();

  @Mixin
  private final NetSource source = new NetSource();

  @Parameters(index = "1", paramLabel = "OUT", description = "Where it goes; it appears whole or not at all.")
  private Path output;

  @Spec
  private CommandSpec spec;

  NetConvert() {}

  @Override
  public Integer call() throws IOException {
    plugins.load();
    if (NetOnnx.means(source.file()) == NetOnnx.means(output)) {
      throw new IllegalArgumentException(Quoted.path(source.file()) + " and " + Quoted.path(output)
          + ": one of the two has to end in .onnx, the other not");
    }
    OutputPlaces.requireFile(output);
    OutputPlaces.requireApart(output, source.files());
    String summary = NetOnnx.means(output) ? exported() : imported();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Wrote " + output + ": " + summary);
    out.flush();
    return Cli.OK;
  }

  private String exported() throws IOException {
    NetworkFile network = source.read();
    if (network.single()) {
      OnnxExport.write(output, network.architecture(), network.floats());
    } else {
      OnnxExport.write(output, network.architecture(), network.doubles());
    }
    return NetText.summary(network.architecture(), network.single());
  }

  private String imported() throws IOException {
    NetOnnx.requireAlone(source);
    OnnxNetwork network = OnnxNetwork.of(OnnxModel.read(source.file()));
    if (network.single()) {
      NetworkFile.write(output, network.architecture(), network.floats(), Map.of());
    } else {
      NetworkFile.write(output, network.architecture(), network.doubles(), Map.of());
    }
    return NetText.summary(network.architecture(), network.single());
  }
}
