package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.isobit.models.analyse.internal.run.NetcdfExample;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EveryEngine;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a forecasting system, from its making to its pictures. */
class NetcdfExampleTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  void theExampleRunsAndComesCloserToTheTruth() throws IOException {
    Path example = folder.resolve("example");
    assertEquals(Cli.OK, Cli.run(new AnalyseCommand(), "--example-netcdf", example.toString()));
    assertTrue(NetcdfTools.ncdump(example.resolve("forecast/member_007.nc")).contains("float tracer(time, lat, lon)"));
    Files.delete(example.resolve("forecast/member_007.nc"));
    Told told = Commands.analyse(example.resolve("config.yaml"), "--audit", "1%", "--out",
        folder.resolve("out").toString());
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(told.text().contains("without member 7: "), told.text());
    JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("out/report.json"))).getAsJsonObject();
    for (String field : new String[] {"temperature", "tracer"}) {
      JsonObject rmse = report.getAsJsonObject("fields").getAsJsonObject(field).getAsJsonObject("rmseToTruth");
      assertTrue(rmse.get("after").getAsDouble() < 0.75 * rmse.get("before").getAsDouble(), field + ": " + rmse);
    }
    JsonObject observations = report.getAsJsonObject("observations");
    assertEquals(7, observations.get("grossErrors").getAsInt());
    assertTrue(observations.get("duplicates").getAsInt() >= 4, observations.toString());
    assertTrue(told.text().contains("innovation rms of buoys ") && told.text().contains("diagnosed, satellite: "),
        told.text());
    for (String row : Files.readAllLines(folder.resolve("out/rejected.csv"))) {
      assertTrue(!row.contains("tracer") || Double.parseDouble(row.split(",")[4]) > 0, "as in the file, no logarithm: "
          + row);
    }
    for (String picture : new String[] {"analysis-temperature.png", "analysis-tracer.png", "innovations.png"}) {
      BufferedImage image = ImageIO.read(folder.resolve("out").resolve(picture).toFile());
      assertTrue(image.getWidth() > 500 && image.getHeight() > 400, picture);
    }
    Path copy = folder.resolve("copy.nc");
    NetcdfTools.run("nccopy", folder.resolve("out/analysis/member_001.nc").toString(), copy.toString());
    assertTrue(NetcdfTools.ncdump(copy).contains("tracer:_FillValue = 1.00000002e+20f"));
  }

  /** NetCDF results and the report have the same bytes, whatever runs the analysis. */
  @Test
  void bytesDoNotDependOnThreadsWidthOrBackend() throws Exception {
    Path example = folder.resolve("example");
    assertEquals(Cli.OK, Cli.run(new AnalyseCommand(), "--example-netcdf", example.toString()));
    List<String> names = List.of("analysis/member_013.nc", "increments/member_002.nc", "statistics.nc", "report.json",
        "rejected.csv");
    EveryEngine.sameBytes(AnalyseCommand.class, List.of(), example.resolve("analysis"), names,
        example.resolve("config.yaml").toString(), "--set", "output.picture=false");
  }

  @Test
  void theReadmeShowsItsConfiguration() throws Exception {
    String config = Files.readString(Path.of(NetcdfExample.class.getResource(
        "/org/isobit/models/analyse/netcdf-example.yaml").toURI()));
    assertTrue(Files.readString(Path.of("README.md")).contains("```yaml\n" + config.strip() + "\n```"));
  }

  /** The short configuration of the front page analyses the example's files. */
  @Test
  void theFrontPagesConfigurationRuns() throws Exception {
    String page = Files.readString(Path.of("..", "README.md"));
    int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
    Path example = folder.resolve("example");
    assertEquals(Cli.OK, Cli.run(new AnalyseCommand(), "--example-netcdf", example.toString()));
    Files.writeString(example.resolve("short.yaml"), page.substring(begin, page.indexOf("```", begin)));
    Told told = Commands.analyse(example.resolve("short.yaml"), "--audit", "1%");
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(Files.exists(example.resolve("analysis/statistics.nc")), told.text());
  }
}
