package org.isobit.models.analyse.internal.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isobit.models.analyse.Commands;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which members count as blown up, and that an analysis goes on without them. */
class BlowUpTest {

  @TempDir
  Path folder;

  @Test
  void theRange() {
    double[] values = {9, 1e20, -1, Math.nextDown(1e20), -Math.nextDown(1e20), 1e300, -Double.MIN_VALUE, Double.NaN};
    assertNull(BlowUp.USUAL.problem(values, 2, 3));
    assertNull(BlowUp.USUAL.problem(values, 0, 1));
    assertEquals("is 1.0E300 at point 3, where values of magnitude 1.0E20 and more count as blown up",
        BlowUp.USUAL.problem(values, 2, 4));
    assertEquals("is 1.0E20 at point 1, where values of magnitude 1.0E20 and more count as blown up",
        BlowUp.USUAL.problem(values, 0, 2));
    assertEquals("is NaN at point 1", BlowUp.USUAL.problem(values, 6, 2));
    assertEquals("is -1.0 at point 0, where values of magnitude 0.5 and more count as blown up",
        new BlowUp(0.5).problem(values, 2, 1));
    assertEquals("is -Infinity at point 0", BlowUp.USUAL.problem(new double[] {Double.NEGATIVE_INFINITY}, 0, 1));
  }

  @Test
  void theKey() {
    assertEquals(1e20, BlowUp.read(Settings.parse("test", null, "{}", List.of())).from());
    assertEquals(1e5, BlowUp.read(Settings.parse("test", null, "blown-up: 1e5", List.of())).from());
    String message = assertThrows(IllegalArgumentException.class,
        () -> BlowUp.read(Settings.parse("test", null, "blown-up: -1", List.of()))).getMessage();
    assertTrue(message.contains("blown-up: must be positive, but is -1"), message);
  }

  @Test
  void anAnalysisGoesOnWithoutThem() throws IOException {
    for (int m = 1; m <= 5; m++) {
      double[] state = {m, 0.5 * m, m == 2 ? -1e300 : -m, m == 4 ? 1e6 : 1};
      NpyFile.write(folder.resolve("m" + m + ".npy"), state, 4);
    }
    Files.writeString(folder.resolve("q.csv"), "index,value,sd\n0,2,1\n");
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, """
        ensemble: {files: 'm{member}.npy', members: 5, minimum: 3}
        observations: {file: q.csv, operator: index}
        method: {filter: etkf}
        output: {picture: false}
        """);
    Told told = Commands.analyse(config, "--set", "ensemble.minimum=null");
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().contains("m{member}.npy: member 2: is -1.0E300 at point 2, where values of magnitude 1.0E20 "
        + "and more count as blown up"), told.text());
    told = Commands.analyse(config);
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(told.text().contains("without member 2: is -1.0E300 at point 2"), told.text());
    told = Commands.analyse(config, "--set", "ensemble.blown-up=1e6");
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(told.text().contains("without member 4: is 1000000.0 at point 3"), told.text());
    JsonObject ensemble = JsonParser.parseString(Files.readString(folder.resolve("analysis/report.json")))
        .getAsJsonObject().getAsJsonObject("ensemble");
    assertEquals(3, ensemble.get("members").getAsInt());
  }
}
