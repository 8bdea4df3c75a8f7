package org.isobit.verify;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.isobit.models.analyse.AnalyseCommand;
import org.isobit.models.cli.Cli;
import org.isobit.models.cycle.CycleCommand;
import org.isobit.models.info.InfoCommand;
import org.isobit.models.twin.TwinCommand;

/**
 * Short runs of the commands that people call most, in one Java virtual machine, so that the launcher can have it keep
 * the classes that they load in an archive, from which they need not be read, checked and linked again.
 */
public final class TrainingRun {

  private TrainingRun() {}

  /**
   * Runs them; what they print is dropped.
   *
   * @param arguments a folder, which is filled
   * @throws IllegalStateException if a command fails
   */
  public static void main(String[] arguments) {
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    Path folder = Path.of(arguments[0]);
    String fields = folder.resolve("fields").toString();
    String arrays = folder.resolve("arrays").toString();
    require(Cli.run(new InfoCommand()));
    require(Cli.run(new AnalyseCommand(), "--example-netcdf", fields));
    require(Cli.run(new AnalyseCommand(), fields + "/config.yaml"));
    require(Cli.run(new AnalyseCommand(), "--example", arrays));
    require(Cli.run(new AnalyseCommand(), arrays + "/config.yaml"));
    require(Cli.run(new CycleCommand(), "--help"));
    require(Cli.run(new TwinCommand(), "--set", "cycles=60", "--set", "burn-in=20", "--out", folder + "/twin"));
  }

  private static void require(int code) {
    if (code != Cli.OK) {
      throw new IllegalStateException("a command of the training run ended with exit code " + code);
    }
  }
}
