package org.isobit.models.net;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isobit.models.weights.NetworkFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say which network is meant. */
final class NetSource {

  @Parameters(index = "0", paramLabel = "FILE", description = "A safetensors file, or an ONNX model (.onnx).")
  private Path file;

  @Option(names = "--network", paramLabel = "FILE.yaml",
      description = "Layers and shape of a sample, for weights of another program (and instead of what the file says).")
  private Path description;

  NetSource() {}

  Path file() {
    return file;
  }

  /** All files that are read. */
  List<Path> files() {
    return description == null ? List.of(file) : List.of(file, description);
  }

  /** Whether the file alone has to say what the network is. */
  boolean alone() {
    return description == null;
  }

  NetworkFile read() throws IOException {
    return description == null ? NetworkFile.read(file) : NetworkFile.read(file, description);
  }
}
