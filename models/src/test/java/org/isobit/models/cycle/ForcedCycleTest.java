package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cycles of a model of the catalogue that takes its weather from a file. */
class ForcedCycleTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Told cycles(int cycles) {
    return Runs.here(folder.resolve("config.yaml").toString(), "--out", folder.resolve("out").toString(), "--set",
        "cycles=" + cycles);
  }

  /** The file lies beside the configuration; with another content it would be another run. */
  @Test
  void otherWeatherIsAnotherRun() throws IOException {
    Files.createDirectory(folder.resolve("seen"));
    for (int c = 1; c <= 3; c++) {
      Files.writeString(folder.resolve("seen/" + c + ".csv"), "index,value,sd\n8,0.5,0.1\n");
    }
    Files.writeString(folder.resolve("weather.csv"), "day,shortwave,mixed_layer\n0,20,60\n10,30,50\n");
    Files.writeString(folder.resolve("config.yaml"), """
        forecast: {model: {name: npzd-column, levels: 8, forcing: weather.csv}, steps: 8}
        ensemble: {members: 4, mean: 2.0, variance: 0.01}
        observations: {file: "seen/{cycle}.csv", operator: index}
        method: {filter: etkf}
        output: {picture: false}
        """);
    assertEquals(Cli.OK, cycles(1).code());
    Told more = cycles(2);
    assertEquals(Cli.OK, more.code(), more.text());
    Files.writeString(folder.resolve("weather.csv"), "day,shortwave,mixed_layer\n0,20,60\n10,30,49\n");
    Told other = cycles(3);
    assertEquals(Cli.BAD_INPUT, other.code(), other.text());
    assertTrue(other.text().contains("content of forecast.model.forcing"), other.text());
  }
}
