package org.isobit.models.studies;

import java.util.ServiceLoader;
import org.isobit.models.cli.Cli;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code isobit study}: published systems, end to end. */
@Command(name = "isobit study", mixinStandardHelpOptions = true, description = {
    "Reruns a published system, end to end, and says which of its claims hold.", ""})
public final class StudyCommand implements Runnable {

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

  /** Picocli hands its specification over when it makes the command: the studies there are become its subcommands. */
  @Spec
  private void specified(CommandSpec made) {
    spec = made;
    for (Study study : ServiceLoader.load(Study.class, Study.class.getClassLoader())) {
      CommandSpec one = CommandSpec.forAnnotatedObject(study);
      made.addSubcommand(one.name(), one);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a study: " + String.join(", ", spec.subcommands().keySet()));
  }
}
