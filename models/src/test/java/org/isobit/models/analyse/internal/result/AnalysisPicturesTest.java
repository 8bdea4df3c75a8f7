package org.isobit.models.analyse.internal.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.isobit.models.analyse.Commands;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.run.Example;
import org.isobit.models.analyse.internal.run.NetcdfExample;
import org.isobit.models.chart.Mark;
import org.isobit.models.cli.Told;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pictures say beside the fields: units, times, types of observations. */
class AnalysisPicturesTest {

  @TempDir
  Path folder;

  private AnalysisPlan plan(String... overrides) throws IOException {
    return AnalysisPlan.read(Settings.read(folder.resolve("config.yaml"), List.of(overrides)), null, null);
  }

  @Test
  void netcdfFieldsHaveUnitsAndATime() throws IOException {
    NetcdfExample.write(folder);
    AnalysisPlan plan = plan();
    assertEquals("degC", AnalysisPictures.unit(plan, 0));
    assertEquals("mg m-3", AnalysisPictures.unit(plan, 1));
    assertEquals("LETKF, 20 members, 380 observations, valid 2026-01-01T06:00:00Z",
        AnalysisPictures.title(plan, 20, 380));
  }

  @Test
  void arraysHaveNoneButATimeThatIsGiven() throws IOException {
    Example.write(folder);
    assertEquals("", AnalysisPictures.unit(plan(), 0));
    assertEquals("LETKF, 24 members, 140 observations", AnalysisPictures.title(plan(), 24, 140));
    Files.writeString(folder.resolve("observations.csv"), Files.readString(folder.resolve("observations.csv"))
        .replace("x,y,value,sd", "x,y,value,sd,time").replaceAll("(?m)^(\\d.*)$", "$1,2026-05-01T00:00:00Z"));
    AnalysisPlan timed = plan("analysis-time=2026-05-01T12:00:00Z", "observations.time=time",
        "method.localization.time={taper: gaspari-cohn, radius: 30, convention: half-width, units: hours}");
    assertEquals("LETKF, 24 members, 140 observations, valid 2026-05-01T12:00:00Z",
        AnalysisPictures.title(timed, 24, 140));
  }

  private static int pixels(Path png, int color) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
      }
    }
    return count;
  }

  /** On maps and on curves, each type has a colour and a shape of its own. */
  @Test
  void typesOfObservationsDiffer() throws IOException {
    Example.write(folder);
    List<String> rows = Files.readAllLines(folder.resolve("observations.csv"));
    Files.write(folder.resolve("a.csv"), rows.subList(0, 70));
    Files.writeString(folder.resolve("b.csv"), "x,y,value,sd\n" + String.join("\n", rows.subList(70, rows.size()))
        + "\n");
    Path config = folder.resolve("config.yaml");
    assertEquals(0, Commands.analyse(config).code());
    assertEquals(0, pixels(folder.resolve("analysis/analysis.png"), Mark.of(1).color()));
    Told told = Commands.analyse(config, "--set", "observations=[{file: a.csv, operator: linear, type: ship}, "
        + "{file: b.csv, operator: linear, type: buoy}]");
    assertEquals(0, told.code(), told.text());
    // 71 triangles and one in the legend, and 69 discs.
    int triangles = pixels(folder.resolve("analysis/analysis.png"), Mark.of(1).color());
    assertTrue(triangles > 72 * 5 && triangles < 72 * 40, triangles + " pixels");
    assertTrue(pixels(folder.resolve("analysis/analysis.png"), Mark.of(0).color()) > 69 * 5);
  }
}
