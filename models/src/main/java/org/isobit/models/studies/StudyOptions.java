package org.isobit.models.studies;

import java.nio.file.Path;
import java.util.List;
import org.isobit.models.io.OutputPlaces;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every study: {@code --quick} and {@code --out}. Picocli fills them. */
public final class StudyOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--quick", description = "Everything so small that it takes seconds; scores then mean nothing.")
  private boolean quick;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for runs, tables and pictures (default: "
      + "out/study/${COMMAND-NAME}, quick: ${COMMAND-NAME}-quick).")
  private Path out;

  /** Makes the options. */
  public StudyOptions() {}

  /**
   * Whether everything is so small that it takes seconds.
   *
   * @return whether {@code --quick} was given
   */
  public boolean quick() {
    return quick;
  }

  /**
   * The folder, looked at before anything long is computed.
   *
   * @param files names of the files that will be written there
   * @return the folder of {@code --out}, or the study's own below {@code out/study}
   * @throws IllegalArgumentException if folder or files cannot be written
   */
  public Path folder(List<String> files) {
    Path folder = out != null ? out : Path.of("out", "study", command.name() + (quick ? "-quick" : ""));
    OutputPlaces.requireDirectory(folder);
    files.forEach(file -> OutputPlaces.requireFile(folder.resolve(file)));
    return folder;
  }

  /**
   * Checks a count.
   *
   * @param option the option that gave it
   * @param value  the count
   * @param most   the largest one
   * @throws ParameterException if it is not in 1 … most
   */
  public void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw refusal(option + " must be in 1 ... " + most + ", but is " + value);
    }
  }

  /**
   * What is wrong with an option, with exit code 2.
   *
   * @param sentence says it, the option's name first
   * @return to be thrown
   */
  public ParameterException refusal(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
