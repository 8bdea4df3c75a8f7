package org.isobit.models.studies;

import org.isobit.models.cli.Cli;
import org.isobit.models.studies.latentetkf.LatentEtkfCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code isobit study}: published systems, end to end. */
@Command(name = "isobit study", mixinStandardHelpOptions = true, subcommands = LatentEtkfCommand.class, description = {
    "Reruns a published system, end to end, and says which of its claims hold.", ""})
public final class StudyCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  /** Makes the command. */
  public StudyCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String... arguments) {
    System.exit(Cli.run(new StudyCommand(), arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a study: latent-etkf");
  }
}
