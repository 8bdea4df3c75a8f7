package org.isobit.models.cli;

import java.io.PrintWriter;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.device.DeviceUse;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options of every command that computes: {@code --threads} and {@code --backend}. Neither changes a bit of any
 * result.
 *
 * <p>Picocli sets them while it reads the arguments, before any kernel class is loaded, because the backend is chosen
 * once per JVM.
 */
public final class EngineOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Makes the options; picocli fills them. */
  public EngineOptions() {}

  @Option(names = "--threads", paramLabel = "N", description = "Threads to use (default: one a processor).")
  private void threads(int threads) {
    if (threads < 1) {
      throw new ParameterException(command.commandLine(), "--threads must be positive, but is " + threads);
    }
    System.setProperty(Workers.PROPERTY, Integer.toString(threads));
  }

  @Option(names = "--backend", paramLabel = "NAME",
      description = "auto, reference, simd or cuda (default: auto). All give the same bits.")
  private void backend(String backend) {
    if (!backend.matches("(?i)auto|reference|simd|cuda")) {
      throw new ParameterException(command.commandLine(),
          "--backend must be auto, reference, simd or cuda, but is '" + backend + "'");
    }
    // The property's name is a compile-time constant: reading it does not load the class.
    System.setProperty(Backend.PROPERTY, backend);
  }

  /**
   * Looks for a device if one is demanded, so that its absence shows before anything long is computed.
   *
   * @return a record of what runs where, which says on standard error what runs on the processor all the same
   * @throws org.isobit.kernels.device.AcceleratorException if a device is demanded and cannot be used
   */
  public DeviceUse devices() {
    Accelerator.forStep(0.0);
    PrintWriter err = command.commandLine().getErr();
    return new DeviceUse(sentence -> {
      err.println(command.qualifiedName() + ": " + sentence);
      err.flush();
    });
  }
}
