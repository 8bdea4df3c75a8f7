package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.random.Philox;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.io.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --example} writes. */
class CycleExampleTest {

  @TempDir
  Path folder;

  @Test
  void truthAndObservations() throws IOException {
    Told outcome = Runs.here("--example", folder.toString());
    assertEquals(Cli.OK, outcome.code());
    assertEquals("Wrote " + folder.resolve("config.yaml") + " and external.yaml. Run them:\n  isobit cycle "
        + folder.resolve("config.yaml") + "\n  isobit cycle " + folder.resolve("external.yaml") + "\n", outcome.text());
    double[] state = new double[40];
    Arrays.fill(state, 8.0);
    state[0] += 0.01;
    for (int s = 1; s <= 1120; s++) {
      new RungeKutta4().advance(new Lorenz96(40, 8.0), 0.05, 1, state);
      if (s > 1000 && (s < 1003 || s == 1120)) {
        int c = s - 1000;
        assertArrayEquals(state, NpyFile.read(folder.resolve(String.format("truth/%06d.npy", c))).doubles(),
            "cycle " + c);
        List<String> rows = Files.readAllLines(folder.resolve(String.format("observations/%06d.csv", c)));
        assertEquals(41, rows.size());
        assertEquals("index,value,sd", rows.getFirst());
        for (int i = 0; i < 40; i++) {
          assertEquals(String.format(Locale.ROOT, "%d,%.4f,1.0", i, state[i] + Philox.gaussian(2026, c, i)),
              rows.get(i + 1));
        }
      }
    }
    double[] background = NpyFile.read(folder.resolve("background.npy")).doubles();
    assertEquals(40, background.length);
    assertTrue(Arrays.stream(background).allMatch(x -> x == 2.0));
    assertEquals(120, folder.resolve("observations").toFile().list().length);
    for (String name : List.of("config.yaml", "external.yaml", "lorenz96.awk")) {
      assertArrayEquals(CycleExample.class.getResourceAsStream(name).readAllBytes(),
          Files.readAllBytes(folder.resolve(name)));
    }
  }

  @Test
  void whatSomebodyWorkedOnStays() throws IOException {
    CycleExample.write(folder);
    CycleExample.write(folder);
    for (String name : List.of("lorenz96.awk", "background.npy", "truth/000120.npy", "observations/000001.csv")) {
      byte[] before = Files.readAllBytes(folder.resolve(name));
      Files.writeString(folder.resolve(name), "mine");
      Files.deleteIfExists(folder.resolve("config.yaml"));
      assertEquals(folder.resolve(name) + ": exists and differs from the example's; choose another directory",
          assertThrows(IllegalArgumentException.class, () -> CycleExample.write(folder)).getMessage());
      assertTrue(Files.notExists(folder.resolve("config.yaml")), "nothing is written");
      assertEquals("mine", Files.readString(folder.resolve(name)));
      Files.write(folder.resolve(name), before);
    }
  }
}
