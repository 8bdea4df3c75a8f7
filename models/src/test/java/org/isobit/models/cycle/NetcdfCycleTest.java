package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.analyse.internal.source.NetcdfStates;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An external model with NetCDF files, here an awk script between NetCDF's own ncdump and ncgen. */
class NetcdfCycleTest {

  private static final int MEMBERS = 3;

  /** Points that neither field masks, of 2 x 3. */
  private static final int[] CELLS = {0, 2, 3, 5};

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static String file(double time, double first) {
    return "netcdf m { dimensions: time = UNLIMITED; lat = 2; lon = 3; variables: double time(time);\n"
        + "time:units = \"hours since 2026-01-01 00:00:00\"; float lat(lat); lat:units = \"degrees_north\";\n"
        + "float lon(lon); lon:units = \"degrees_east\"; int depth(lat, lon); depth:units = \"m\";\n"
        + "float T(time, lat, lon); T:units = \"K\"; T:_FillValue = -9.f; double S(time, lat, lon); S:_FillValue = "
        + "-99.;\n:title = \"a template\"; data: time = " + time + "; lat = 10, 20; lon = 0, 1, 2; depth = 1, 2, 3, "
        + "4, 5, 6;\nT = " + first + ", _, 2.5, 3.5, 7.25, 5; S = 30, _, 32, 33, _, " + (35 + first) + "; }";
  }

  @BeforeEach
  void write() throws IOException {
    NetcdfTools.ncgen(folder.resolve("template.nc"), file(0, 1));
    for (int m = 0; m < MEMBERS; m++) {
      NetcdfTools.ncgen(folder.resolve("initial_0" + m + ".nc"), file(18, 0.5 + m));
    }
    Files.writeString(folder.resolve("model.awk"), """
        # What ncdump prints, six hours later.
        /^data:/ { data = 1 }
        data && /=/ { name = $1; sub(/^.*=/, "") ; printf "%s =", name }
        !data || name == "" { print; next }
        {
          n = split($0, word, " ")
          for (i = 1; i <= n; i++) {
            end = word[i] ~ /[,;]$/ ? substr(word[i], length(word[i])) : ""
            x = substr(word[i], 1, length(word[i]) - length(end))
            if (x ~ /^[-0-9]/ && name == "time") x = sprintf("%.17g", x + 6)
            if (x ~ /^[-0-9]/ && name == "T") x = sprintf("%.17g", x * 0.9 + 0.1)
            if (x ~ /^[-0-9]/ && name == "S") x = sprintf("%.17g", x * 1.5)
            printf " %s%s", x, end
          }
          print ""
        }
        """);
    Files.writeString(folder.resolve("model.sh"), """
        set -e
        ncdump -p 17,17 "$1" > in.cdl
        awk -f "$3/model.awk" in.cdl > out.cdl
        ncgen -k nc4 -o "$2" out.cdl
        """);
    Files.createDirectory(folder.resolve("observations"));
    Files.writeString(folder.resolve("observations/000001.csv"), "lon,lat,value,sd\n0,10,1.2,0.5\n2,20,5,0.5\n");
    Files.writeString(folder.resolve("observations/000003.csv"), "lon,lat,value,sd\n1,20,5,0.5\n0,10,1,0.5\n");
    Files.writeString(folder.resolve("config.yaml"), """
        cycles: 3
        forecast:
          shell: true
          command: %s sh "{here}/model.sh" "{in}" "{out}" "{here}"
          files: netcdf
          template: template.nc
          variables: [T, S]
        time: {start: 2026-01-01T18:00:00Z, interval: PT6H}
        ensemble: {files: 'initial_{member:02}.nc', members: 3}
        observations:
          file: observations/{cycle:06}.csv
          coordinates: [lon, lat]
          variable: T
          outside: ignore
          missing: forecast-only
        method:
          filter: letkf
          inflation: {kind: rtps, factor: 0.4}
          localization: {taper: gaspari-cohn, radius: 400, convention: half-width}
        output: {picture: false}
        """.formatted(NetcdfTools.environment()));
  }

  private String[] arguments(String out, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of(folder.resolve("config.yaml").toString(), "--out",
        folder.resolve(out).toString()));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    return arguments.toArray(new String[0]);
  }

  /** Elements T, then S, of a member of an ensemble's file. */
  private double[] member(String file, int m) throws IOException {
    double[] all = NpyFile.read(folder.resolve(file)).doubles();
    return java.util.Arrays.copyOfRange(all, m * 2 * CELLS.length, (m + 1) * 2 * CELLS.length);
  }

  @Test
  void theModelGetsAndGivesEveryBit() throws IOException {
    Runs.good(arguments("out", "output.ensembles=all"));
    for (int m = 0; m < MEMBERS; m++) {
      double[] before = member("out/ensembles/000001.npy", m);
      double[] after = member("out/ensembles/000002.npy", m); // no observations in this cycle
      for (int i = 0; i < before.length; i++) {
        assertEquals(i < CELLS.length ? before[i] * 0.9 + 0.1 : before[i] * 1.5, after[i], "element " + i);
      }
    }
    assertArrayEquals(new double[] {1.5, 2.5, 3.5, 5, 30, 32, 33, 36.5}, member("out/ensembles/000000.npy", 1));
    double[] last = member("out/ensembles/000003.npy", 2);
    try (NetcdfFile file = NetcdfFile.open(folder.resolve("out/analysis/member_002.nc"))) {
      double[] t = file.variable("T").read();
      double[] s = file.variable("S").read();
      for (int i = 0; i < CELLS.length; i++) {
        assertEquals(last[i], t[CELLS[i]]);
        assertEquals(last[CELLS.length + i], s[CELLS[i]]);
      }
      assertTrue(Double.isNaN(t[1]) && Double.isNaN(s[1]) && Double.isNaN(s[4]));
      assertEquals(7.25, t[4], "a point that S masks keeps what the template has");
    }
    String mean = NetcdfTools.ncdump(folder.resolve("out/mean/000003.nc"));
    for (String part : List.of("double T(time, lat, lon)", "T:_FillValue = 9.969209968386", "int depth(lat, lon)",
        ":title = \"a template\"", "time = 36 ;", "depth =\n  1, 2, 3,\n  4, 5, 6 ;", "lat = 10, 20 ;")) {
      assertTrue(mean.contains(part), part + " in " + mean);
    }
    assertTrue(NetcdfTools.ncdump(folder.resolve("out/spread/000003.nc")).contains(", _, "));
    assertFalse(Files.exists(folder.resolve("out/work")));
    assertEquals(1, NetcdfTools.ncdump(folder.resolve("out/analysis/member_000.nc")).split("time = 36 ;").length - 1);

    // Members that are no more and what was being written go, and nothing of anybody else.
    TreeMap<String, byte[]> whole = Runs.results(folder.resolve("out"));
    for (String stale : List.of("member_007.nc", ".member_001.nc.part", "notes.txt")) {
      Files.writeString(folder.resolve("out/analysis").resolve(stale), "");
    }
    byte[] changed = whole.get("mean/000002.nc").clone();
    changed[changed.length - 1] ^= 1;
    Files.write(folder.resolve("out/mean/000002.nc"), changed);
    Told refused = Runs.here(arguments("out", "output.ensembles=all"));
    assertEquals(Cli.BAD_INPUT, refused.code());
    assertTrue(refused.text().contains("mean/000002.nc: is not what the run wrote"), refused.text());
    Files.write(folder.resolve("out/mean/000002.nc"), whole.get("mean/000002.nc"));
    Runs.good(arguments("out", "output.ensembles=all"));
    Files.delete(folder.resolve("out/analysis/notes.txt"));
    Runs.same(whole, folder.resolve("out"), "written again");

    // The state goes on from the arrays, and from a mean in a file.
    Runs.good(arguments("more", "cycles=1", "ensemble={file: out/ensembles/000003.npy}"));
    Runs.good(arguments("drawn", "cycles=1", "ensemble={members: 4, mean-file: initial_00.nc, variance: 0.1}"));
  }

  @Test
  @Tag("children")
  void killedAfterSomeChange(@TempDir Path disk) throws Exception {
    everythingIsThere(Kills.resumeAfterChanges(disk, 8, 25, folder.resolve("config.yaml").toString()));
  }

  @Test
  @Tag("children")
  @Tag("full")
  void killedAtRandomMoments(@TempDir Path disk) throws Exception {
    everythingIsThere(Kills.resumeAfterEach(disk, 20, folder.resolve("config.yaml").toString()));
  }

  private static void everythingIsThere(TreeMap<String, byte[]> expected) {
    assertTrue(expected.keySet().containsAll(List.of("journal", "analysis/member_001.nc", "mean/000002.nc",
        "spread/000003.nc", "ensembles/000003.npy")), () -> expected.keySet().toString());
  }

  /** Members that fail wait for a while: all at the same time, and once. */
  private void fails(int code, String part, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of(arguments("bad", overrides)));
    arguments.addAll(List.of("--set", "forecast.retries=0", "--set", "forecast.processes=" + MEMBERS));
    Told outcome = Runs.here(arguments.toArray(new String[0]));
    assertEquals(code, outcome.code(), outcome.text());
    assertTrue(outcome.text().contains(part), part + " in " + outcome.text());
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    fails(Cli.BAD_INPUT, "forecast.variables: must name the variables", "forecast.variables=null");
    fails(Cli.BAD_INPUT, "forecast.template: is missing", "forecast.template=null");
    fails(Cli.BAD_INPUT, "template.nc: has no variable 'U'; its variables are", "forecast.variables=[T, U]");
    fails(Cli.BAD_INPUT, "template.nc: its time 'time' counts 'hours since 2026-01-01 00:00:00', but the run's times "
        + "are numbers such as 0.0", "time={start: 0, interval: 6}");
    fails(Cli.BAD_INPUT, "initial_00.nc: has no time 2026-01-02T00:00:00Z among its 1 (2026-01-01T18:00:00Z)",
        "time.start=2026-01-02T00:00:00Z");
    fails(Cli.BAD_INPUT, "ensemble.files: must hold {member}", "ensemble.files=initial.nc");
    fails(Cli.BAD_INPUT, "ensemble.files: is for 'forecast.files: netcdf'", "forecast.files=npy");
    fails(Cli.BAD_INPUT, "x: is not known here", "grid={x: {periodic: true}}");
    NpyFile.write(folder.resolve("e.npy"), new double[4], 2, 2);
    fails(Cli.BAD_INPUT, "e.npy: has the shape (2, 2), but states like", "ensemble={file: e.npy}");
    Files.writeString(folder.resolve("model.sh"), "cp $1 $2\n");
    fails(Cli.FAILED, "its output is wrong: out.nc: has no time 2026-01-02T00:00:00Z among its 1 "
        + "(2026-01-01T18:00:00Z)");
    Files.writeString(folder.resolve("model.sh"), "cp $3/template.nc $2\n");
    fails(Cli.FAILED, "its output is wrong: out.nc: has no time");
    Files.writeString(folder.resolve("model.sh"), "echo not NetCDF > $2\n");
    fails(Cli.FAILED, "its output is wrong: out.nc: cannot be read as NetCDF-4");
    NetcdfTools.ncgen(folder.resolve("masked.nc"), file(24, 1).replace("33, _,", "33, 34,"));
    Files.writeString(folder.resolve("model.sh"), "cp $3/masked.nc $2\n");
    fails(Cli.FAILED, "its output is wrong: out.nc: field 'S' is not masked at [1, 1], where the template is");
  }

  /** An answer of another shape is refused before its coordinates are read: here 16 GB that were never written. */
  @Test
  void theShapeOfAnAnswerIsLookedAtFirst() throws IOException {
    Files.writeString(folder.resolve("large.cdl"), "netcdf m { dimensions: time = 1; lat = 2000000000; lon = 3;\n"
        + "variables: double time(time); time:units = \"hours since 2026-01-01 00:00:00\"; double lat(lat);\n"
        + "lat:units = \"degrees_north\"; lat:_ChunkSizes = 1000000; lat:_NoFill = \"true\"; float lon(lon);\n"
        + "lon:units = \"degrees_east\"; float T(time, lat, lon); T:_ChunkSizes = 1, 1000000, 3; T:_NoFill = "
        + "\"true\";\n"
        + "double S(time, lat, lon); S:_ChunkSizes = 1, 1000000, 3; S:_NoFill = \"true\"; data: time = 24; lon = 0, "
        + "1, 2; }");
    Files.writeString(folder.resolve("model.sh"), "ncgen -k nc4 -o $2 $3/large.cdl\n");
    fails(Cli.FAILED, "its output is wrong: out.nc: its field 'T' has the shape [2000000000, 3], but a member's has "
        + "[2, 3]");
  }

  /** A mean or a spread that equals the template's fill value is not missing. */
  @Test
  void meansThatEqualTheFillValue() throws IOException {
    NetcdfStates states = NetcdfStates.read(folder.resolve("template.nc"), List.of("T", "S"), 6371);
    double[] mean = new double[states.shape()[0]];
    mean[0] = -9;
    Path file = folder.resolve("mean.nc");
    states.write(file, mean, 0, AnalysisTime.of(Instant.parse("2026-01-01T18:00:00Z")), false);
    try (NetcdfFile read = NetcdfFile.open(file)) {
      double[] t = read.variable("T").read();
      assertEquals(-9, t[0]);
      assertTrue(Double.isNaN(t[1]), "masked");
    }
  }
}
