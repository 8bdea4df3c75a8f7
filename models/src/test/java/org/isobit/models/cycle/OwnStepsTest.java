package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.dynamics.column.ColumnModel;
import org.isobit.models.dynamics.column.Npzd;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.dynamics.column.WaterColumn;
import org.isobit.models.io.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cycles of a model of the catalogue that has steps of its own and depends on time. */
class OwnStepsTest {

  private static final int MEMBERS = 3;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Told run(String start) throws IOException {
    Files.writeString(folder.resolve("config.yaml"), """
        cycles: 2
        time: {start: %s}
        forecast: {model: {name: npzd-column, levels: 6}, steps: 40}
        ensemble: {file: start.npy}
        observations: {file: "vague{cycle}.csv", operator: index}
        method: {filter: etkf}
        output: {directory: out, ensembles: last, picture: false}
        """.formatted(start));
    for (int cycle = 1; cycle <= 2; cycle++) {
      Files.writeString(folder.resolve("vague" + cycle + ".csv"), "index,value,sd\n0,1,1e150\n");
    }
    return Runs.here(folder.resolve("config.yaml").toString());
  }

  /** The first cycle begins at the step of the start, and each lasts as long as its steps; observations say nothing. */
  @Test
  void theStartIsAStepOfTheModel() throws IOException {
    ColumnModel model = new ColumnModel(WaterColumn.of(Npzd.USUAL, Site.L4, 6, 0.125));
    double[] states = new double[MEMBERS * model.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = 0.1 + i % 5;
    }
    NpyFile.write(folder.resolve("start.npy"), states, MEMBERS, model.size());
    Told told = run("90");
    assertEquals(0, told.code(), told.text());
    double[] state = new double[model.size()];
    double[] expected = new double[states.length];
    for (int m = 0; m < MEMBERS; m++) {
      System.arraycopy(states, m * state.length, state, 0, state.length);
      model.advance(720, 80, state);
      System.arraycopy(state, 0, expected, m * state.length, state.length);
    }
    assertArrayEquals(expected, NpyFile.read(folder.resolve("out/ensembles/000002.npy")).doubles(), 1e-10);
  }

  @Test
  void aStartBetweenStepsIsRefused() throws IOException {
    NpyFile.write(folder.resolve("start.npy"), new double[MEMBERS * 24], MEMBERS, 24);
    for (String start : new String[] {"90.1", "-1"}) {
      Told told = run(start);
      assertEquals(2, told.code(), told.text());
      assertTrue(told.text().contains("must be a multiple of the model's own step, 0.125, and not negative, but is "
          + Double.parseDouble(start)), told.text());
    }
  }
}
