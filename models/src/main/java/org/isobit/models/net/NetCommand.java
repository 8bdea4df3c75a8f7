package org.isobit.models.net;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.isobit.models.cli.Cli;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code isobit net}: networks in safetensors files and ONNX models. */
@Command(name = "isobit net", mixinStandardHelpOptions = true, sortOptions = false,
    subcommands = {NetInfo.class, NetRun.class, NetBench.class, NetConvert.class},
    description = {"Shows, runs and times neural networks in safetensors files and ONNX models, and turns one into the "
        + "other.",
        "Files that Isobit wrote hold the layers too; for those of other programs, --network FILE.yaml describes them.",
        ""},
    footer = {"", "Begin with an example:", "  isobit net --example example",
        "  isobit net info example/network.safetensors",
        "  isobit net run example/network.safetensors --input example/input.npy --output y.npy",
        "  isobit net bench example/network.safetensors",
        "  isobit net convert example/network.safetensors network.onnx"})
public final class NetCommand implements Callable<Integer> {

  @Option(names = "--example", paramLabel = "DIR",
      description = "Trains a small network and writes it, its input, and the same weights as PyTorch names them.")
  private Path example;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills it. */
  public NetCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(Cli.run(new NetCommand(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (example == null) {
      throw new ParameterException(spec.commandLine(), "one of info, run, bench, convert or --example is needed");
    }
    PrintWriter out = spec.commandLine().getOut();
    String error = NetExample.write(example);
    String command = "  " + spec.qualifiedName();
    Path file = example.resolve("network.safetensors");
    out.println("Wrote " + file + ", a network trained to sin(pi x) cos(pi y), root-mean-square error " + error
        + " at the points of " + example.resolve("input.npy") + ". Try:");
    out.println(command + " info " + file);
    out.println(command + " run " + file + " --input " + example.resolve("input.npy") + " --output "
        + example.resolve("output.npy"));
    out.println(command + " bench " + file);
    out.println("The same weights as PyTorch names and stores them, with a description beside them:");
    out.println(command + " info " + example.resolve("pytorch.safetensors") + " --network "
        + example.resolve("pytorch.yaml"));
    out.flush();
    return Cli.OK;
  }
}
