package org.isobit.models.net;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.Architecture;
import org.isobit.models.onnx.OnnxModel;
import org.isobit.models.onnx.OnnxNetwork;
import org.isobit.models.weights.NetworkFile;
import org.isobit.models.weights.SafetensorsReader;
import org.isobit.models.weights.TensorInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit net info}: what a file holds. */
@Command(name = "info", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Shows what a safetensors file holds: layers, shapes, parameters, work, types, metadata, SHA-256.",
        "A file without a description of its network is listed all the same.",
        "Of an ONNX model (.onnx): what goes in and out, which groups of nodes run as one kernel and how many there "
            + "are, and its layers if all its nodes are layers.", ""})
final class NetInfo implements Callable<Integer> {

  @Mixin
  private final PluginOptions plugins = new PluginOptions();

  @Mixin
  private final NetSource source = new NetSource();

  @Option(names = "--figure", paramLabel = "FILE",
      description = "Draw the network, layers and what they read, to a file .svg or .png.")
  private Path figure;

  @Spec
  private CommandSpec spec;

  NetInfo() {}

  @Override
  public Integer call() throws IOException {
    plugins.load();
    if (figure != null) {
      NetFigure.requireName(figure);
      OutputPlaces.requireFile(figure);
      OutputPlaces.requireApart(figure, source.files());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (NetOnnx.means(source.file())) {
      NetOnnx.requireAlone(source);
      onnx(out);
      return Cli.OK;
    }
    try (SafetensorsReader reader = SafetensorsReader.open(source.file())) {
      boolean foreign = !reader.metadata().containsKey(NetworkFile.NETWORK)
          && !reader.metadata().containsKey(NetworkFile.CHECKSUM);
      NetworkFile network = source.alone() && foreign ? null : source.read();
      if (figure != null && network == null) {
        throw new IllegalArgumentException(Quoted.path(source.file()) + ": there is no network to draw: the file does "
            + "not describe it; --network FILE.yaml does");
      }
      String types = reader.tensors().stream().map(t -> t.type().name()).distinct().sorted()
          .collect(Collectors.joining(", "));
      line(out, "File", source.file() + ", " + NetText.count(Files.size(source.file()), "byte"));
      line(out, "Tensors", reader.tensors().size() + (types.isEmpty() ? "" : " of " + types));
      line(out, "SHA-256", sha256(reader) + " (of all tensors' bytes)");
      if (network == null) {
        line(out, "Network", "the file does not say; describe it in a file of its own, --network FILE.yaml");
      } else {
        line(out, "Network", NetText.summary(network.architecture(), network.single()));
        long bad = Arrays.stream(network.doubles()).filter(v -> !Double.isFinite(v)).count();
        if (bad > 0) {
          line(out, "Weights", bad + " of them are infinite or NaN");
        }
        out.println();
        out.print(NetText.layers(network.architecture()));
      }
      if (!reader.tensors().isEmpty()) {
        out.println();
        out.print(tensors(reader));
      }
      metadata(out, reader);
      if (network != null) {
        draw(out, network.architecture(), network.single());
      }
    }
    out.flush();
    return Cli.OK;
  }

  /** An ONNX model: what goes in and out, and its layers if its nodes are some. */
  private void onnx(PrintWriter out) throws IOException {
    OnnxModel model = OnnxModel.read(source.file());
    line(out, "File", source.file() + ", " + NetText.count(Files.size(source.file()), "byte"));
    line(out, "Model", "ONNX, operators of version " + model.opset()
        + (model.producer().isEmpty() ? "" : ", written by " + Quoted.line(model.producer())));
    line(out, "Inputs", Quoted.line(model.inputs().toString()));
    line(out, "Outputs", Quoted.line(model.outputs().toString()));
    line(out, "Patterns", model.patterns().isEmpty() ? "none" : model.patterns().entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", ")) + ", each one kernel");
    try {
      OnnxNetwork network = OnnxNetwork.of(model);
      line(out, "Network", NetText.summary(network.architecture(), network.single()));
      out.println();
      out.print(NetText.layers(network.architecture()));
      draw(out, network.architecture(), network.single());
    } catch (IllegalArgumentException e) {
      if (figure != null) {
        throw e;
      }
      line(out, "Network", "none that can be converted: " + e.getMessage());
    }
    out.flush();
  }

  private void draw(PrintWriter out, Architecture network, boolean single) throws IOException {
    if (figure != null) {
      NetFigure.write(figure, String.valueOf(source.file().getFileName()), NetText.summary(network, single), network);
      out.println();
      line(out, "Figure", figure.toString());
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "%-9s%s%n", name, value);
  }

  private static String tensors(SafetensorsReader reader) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("tensor", "type", "shape", "bytes"));
    for (TensorInfo tensor : reader.tensors()) {
      rows.add(List.of(Quoted.line(tensor.name()), tensor.type().name(), tensor.shape().toString(),
          Long.toString(tensor.end() - tensor.begin())));
    }
    return NetText.table(rows);
  }

  /** Everything but the description, which stands above in other words. */
  private static void metadata(PrintWriter out, SafetensorsReader reader) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("metadata", "value"));
    new TreeMap<>(reader.metadata()).forEach((key, value) -> {
      if (!key.equals(NetworkFile.NETWORK)) {
        rows.add(List.of(Quoted.line(key), Quoted.line(value)));
      }
    });
    if (rows.size() > 1) {
      out.println();
      out.print(NetText.table(rows));
    }
  }

  private static String sha256(SafetensorsReader reader) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      reader.digest(digest);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
