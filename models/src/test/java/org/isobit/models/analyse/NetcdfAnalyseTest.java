package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.Test;

/** Whole runs on files that NetCDF's own ncgen made; its ncdump reads the results. */
class NetcdfAnalyseTest extends NetcdfCase {

  @Test
  void aFileForEachMember() throws IOException {
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    run();
    for (int m = 0; m < MEMBERS; m++) {
      Path path = folder.resolve("analysis/analysis/member_0" + (m + 1) + ".nc");
      try (NetcdfFile file = NetcdfFile.open(path)) {
        assertAnalysis(file, m, new long[3], new int[] {1, 4, 4});
      }
    }
    String text = NetcdfTools.ncdump(folder.resolve("analysis/analysis/member_03.nc"));
    for (String part : List.of("float T(time, lat, lon)", "double q(time, lat, lon)", "T:_FillValue = -1.e+10f",
        "T:standard_name = \"air_temperature\"", "time:units = \"hours since 2026-01-01 00:00:00\"", "time = 6 ;",
        "lat = -10, 0, 15, 40 ;", ":Conventions = \"CF-1.11\"")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
    assertFalse(text.contains("scale_factor") || text.contains("q:add_offset"), text);
    String statistics = NetcdfTools.ncdump(folder.resolve("analysis/statistics.nc"));
    assertTrue(statistics.contains("double q_increment(time, lat, lon)")
        && statistics.contains("int local_observations"), statistics);
    try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/statistics.nc"))) {
      double[] mean = file.variable("T_mean").read();
      double[] spread = file.variable("T_spread").read();
      Ensemble e = expected();
      assertEquals((float) e.mean()[0], mean[0]);
      assertEquals((float) e.spread()[3], spread[3]);
      assertTrue(Double.isNaN(mean[LAND]));
      assertEquals((float) (e.mean()[2] - forecast().mean()[2]), file.variable("T_increment").read()[2]);
    }
    JsonObject ensemble = report().getAsJsonObject("ensemble");
    assertEquals("2026-01-01T06:00:00Z", ensemble.get("validTime").getAsString());
    assertEquals(14, ensemble.get("points").getAsInt());
    assertEquals(1, ensemble.get("pointsMaskedInSomeFields").getAsInt());
    assertEquals(1, report().getAsJsonObject("desroziers").getAsJsonObject("byType").getAsJsonObject("humidity")
        .get("count").getAsInt());
  }

  @Test
  void oneFileWithAMemberDimension() throws IOException {
    String cdl = "netcdf e { dimensions: ens = 5; lat = 4; lon = 4; variables:\nint ens(ens);\n"
        + "float lat(lat); lat:units = \"degrees_north\"; double lon(lon); lon:units = \"degrees_east\";\n"
        + "float T(ens, lat, lon); T:_FillValue = -1e10f; double q(ens, lat, lon); q:missing_value = -5.;\n"
        + "data: ens = 11, 12, 13, 14, 15; lat = " + list(4, i -> LAT[i]) + "; lon = " + list(4, i -> LON[i]) + ";\n"
        + "T = " + list(5 * CELLS, i -> i % CELLS == LAND ? "_"
            : String.format(Locale.ROOT, "%.9gf", temperature(i / CELLS, i % CELLS))) + ";\n"
        + "q = " + list(5 * CELLS, i -> i % CELLS == LAND || i % CELLS == HALF ? "-5."
            : packed(i / CELLS, i % CELLS) * 0.25 + 3) + ";\n}";
    NetcdfTools.ncgen(folder.resolve("e.nc"), cdl);
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    run("--set", "ensemble={file: e.nc, member-dimension: ens, variables: [T, q]}");
    try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/analysis.nc"))) {
      for (int m = 0; m < MEMBERS; m++) {
        assertAnalysis(file, m, new long[] {m, 0, 0}, new int[] {1, 4, 4});
      }
      assertArrayEquals(new double[] {11, 12, 13, 14, 15}, file.variable("ens").read());
      assertEquals(-5.0, file.variable("q").attributes().get("_FillValue"));
    }
    assertTrue(NetcdfTools.ncdump(folder.resolve("analysis/increments.nc")).contains("float T(ens, lat, lon)"));
    NetcdfTools.run("h5dump", folder.resolve("analysis/analysis.nc").toString());
    run("--set", "ensemble={file: e.nc, member-dimension: ens, variables: [T, q]}", "--set", "output.type=f8", "--set",
        "output.members=separate");
    assertTrue(NetcdfTools.ncdump(folder.resolve("analysis/analysis/member_13.nc")).contains("double T(lat, lon)"));
  }

  @Test
  void observationsThatNeedMaskedPoints() throws IOException {
    Told told = Commands.analyse(folder.resolve("config.yaml"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("q.csv:2: the place x = 45.0, y = 7.5 needs a masked point; 'outside: ignore'"),
        told.text());
    Files.writeString(folder.resolve("config.yaml"), CONFIG.replace("humidity}", "humidity, outside: ignore}"));
    run();
    assertEquals(1, report().getAsJsonObject("observations").get("atMaskedPoints").getAsInt());
    assertEquals("row,reason,x,y,value,sd,innovation\n\"q.csv:2\",atMaskedPoints,45.0,7.5,5.0,2.0,\n",
        Files.readString(folder.resolve("analysis/rejected.csv")));
  }

  @Test
  void missingMembers() throws IOException {
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    Files.delete(folder.resolve("member_02.nc"));
    Told told = Commands.analyse(folder.resolve("config.yaml"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("member_02.nc: no such file"), told.text());
    Files.writeString(folder.resolve("member_04.nc"), "broken");
    run("--set", "ensemble.minimum=3");
    JsonObject ensemble = report().getAsJsonObject("ensemble");
    assertEquals(3, ensemble.get("members").getAsInt());
    assertEquals("[{\"member\":\"2\",\"reason\":\"member_02.nc: no such "
        + "file\"},{\"member\":\"4\",\"reason\":\"member_04.nc: "
        + "cannot be read as NetCDF-4 (HDF5): No valid HDF5 signature found\"}]", ensemble.get("missing").toString());
    assertTrue(Files.exists(folder.resolve("analysis/analysis/member_05.nc")));
    assertFalse(Files.exists(folder.resolve("analysis/analysis/member_02.nc")));
    String broken = member(2).replace("T = ", "T = NaN, ").replaceFirst(", [^,]*;\nq = ", ";\nq = ");
    NetcdfTools.ncgen(folder.resolve("member_03.nc"), broken);
    told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble.minimum=3");
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("only 2 of 5 members can be used, but 3 are needed; member 2: "), told.text());
    NetcdfTools.ncgen(folder.resolve("member_03.nc"), member(2).replaceFirst("\nq = -?[0-9]+,", "\nq = _,"));
    run("--set", "ensemble.minimum=2");
    assertTrue(report().toString().contains("field 'q' is masked at [0, 0], where the first member is not"),
        report().toString());
  }

  /**
   * A member's header that would fill the heap costs that member alone, even the first; what is not needed costs
   * nothing.
   */
  @Test
  void headersOfHugeVariables() throws IOException {
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    NetcdfTools.ncgen(folder.resolve("member_01.nc"),
        "netcdf m { dimensions: time = UNLIMITED; lat = 30000; lon = 30000; "
        + "variables: float T(time, lat, lon); T:_ChunkSizes = 1, 1, 30000; short q(time, lat, lon); double "
        + "time(time); time:units = \"hours since 2026-01-01 00:00:00\"; data: time = 6; }");
    NetcdfTools.ncgen(folder.resolve("member_02.nc"), member(1).replace("lat = 4;", "lat = 4; huge = 2147483647;")
        .replace("data:", "float other(huge, huge); other:_ChunkSizes = 1, 1;\ndata:"));
    run("--set", "ensemble.minimum=4");
    JsonObject missing = report().getAsJsonObject("ensemble").getAsJsonArray("missing").get(0).getAsJsonObject();
    assertEquals("1", missing.get("member").getAsString());
    assertTrue(missing.get("reason").getAsString()
        .startsWith("member_01.nc: variable 'T' has the shape [1, 30000, 30000]"), missing.toString());
    assertEquals(4, report().getAsJsonObject("ensemble").get("members").getAsInt());
    Told told = Commands.analyse(folder.resolve("config.yaml"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("member_01.nc: variable 'T'"), told.text());
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    for (String[] one : new String[][] {
        {"ensemble.variables=[T, w]", "member_01.nc: has no variable 'w'; its variables are"},
        {"ensemble.variables=[]", "ensemble.variables: must name the variables"},
        {"ensemble.files=member.nc", "ensemble.files: must hold {member}"},
        {"ensemble.time=1", "member_01.nc: has no time 1 among its 1 (2026-01-01T06:00:00Z)"},
        {"ensemble.time=2026-01-01T07:00:00Z", "has no time 2026-01-01T07:00:00Z among its 1"},
        {"ensemble.minimum=9", "ensemble.minimum: must be between 2 and 5, but is 9"},
        {"observations=[{file: t.csv, variable: TT}]", "variable: must be one of T, q, but is 'TT'"},
        {"ensemble.members=[1, 1]", "names a member twice"}}) {
      Told told = Commands.analyse(folder.resolve("config.yaml"), "--set", one[0]);
      assertEquals(Cli.BAD_INPUT, told.code(), told.text());
      assertTrue(told.text().contains(one[1]), one[0] + ": " + told.text());
    }
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble=member_01.nc");
    assertTrue(told.text().contains("must be a section with file and variables"), told.text());
  }
}
