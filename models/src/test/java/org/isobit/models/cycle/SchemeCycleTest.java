package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isobit.models.analyse.internal.run.SchemeExample;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.learned.OptimalInterpolation;
import org.isobit.models.learned.SchemeFile;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One deterministic forecast, cycled with a trained scheme. */
class SchemeCycleTest {

  private static final int CYCLES = 4;
  private static final int SIZE = 50;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeEach
  void write() throws IOException {
    SchemeExample.write(folder.resolve("example"));
    NpyFile.write(folder.resolve("start.npy"), state(folder.resolve("example/forecast.nc")), SIZE);
    Files.createDirectory(folder.resolve("observations"));
    for (int c = 1; c <= CYCLES; c++) {
      Files.writeString(folder.resolve("observations/00000" + c + ".csv"), String.format(Locale.ROOT,
          "index,depth,value,sd\n25,1.0,%.2f,0.13\n", 0.8 - 0.2 * c));
    }
    Files.writeString(folder.resolve("model.awk"), "{ printf \"%.17g\\n\", $1 * 1.05 > out }\n");
    Files.writeString(folder.resolve("config.yaml"), """
        cycles: 4
        forecast:
          command: [awk, -v, "out={out}", -f, "{here}/model.awk", "{in}"]
          files: text
        time: {start: 2026-05-01T00:00:00Z, interval: P5D}
        ensemble: {forecast: start.npy}
        observations:
          file: observations/{cycle:06}.csv
          operator: index
          space: already-transformed
        transforms: {state: {kind: log10}}
        method: {filter: ml-oi, network: example/scheme.safetensors}
        output: {ensembles: all}
        """);
  }

  private static double[] state(Path path) throws IOException {
    try (NetcdfFile file = NetcdfFile.open(path)) {
      return Stream.of("n", "p").map(v -> file.variable(v).read()).flatMapToDouble(Arrays::stream).toArray();
    }
  }

  private String[] arguments(String config, String out, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of(folder.resolve(config).toString(), "--out",
        folder.resolve(out).toString()));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    return arguments.toArray(new String[0]);
  }

  private double[] ensemble(String out, int cycle) throws IOException {
    return NpyFile.read(folder.resolve(out + "/ensembles/00000" + cycle + ".npy")).doubles();
  }

  /** The analysis of a cycle from the one before, written out. */
  private double[] next(double[] before, int cycle) throws IOException {
    double[] x = Arrays.stream(before).map(v -> Math.log10(v * 1.05)).toArray();
    double[] increments = new double[SIZE];
    SchemeFile.read(folder.resolve("example/scheme.safetensors")).increments(x, 0, 120 + 5 * cycle,
        0.8 - 0.2 * cycle - 0.2014 - x[25], 0.13 * 0.13, increments, 0);
    for (int i = 0; i < SIZE; i++) {
      x[i] = Math.pow(10, x[i] + increments[i]);
    }
    return x;
  }

  @Test
  void eachCycleIsForecastAndFormula() throws IOException {
    String told = Runs.good(arguments("config.yaml", "out"));
    assertFalse(told.contains("NaN") || told.contains("spread"), told);
    for (int c = 1; c <= CYCLES; c++) {
      double[] expected = next(ensemble("out", c - 1), c);
      double[] actual = ensemble("out", c);
      for (int i = 0; i < SIZE; i++) {
        assertEquals(1, actual[i] / expected[i], 1e-12, "cycle " + c + ", element " + i);
      }
    }
    assertFalse(Files.exists(folder.resolve("out/spread")));
    assertTrue(Files.exists(folder.resolve("out/mean/000004.npy")));
    assertTrue(Files.exists(folder.resolve("out/cycle.png")));
    String report = Files.readString(folder.resolve("out/report.json"));
    assertFalse(report.contains("spread") || report.contains("null"), report);
    for (String row : Files.readAllLines(folder.resolve("out/diagnostics.csv"))) {
      assertFalse(row.contains("NaN"), row);
    }
  }

  @Test
  void aRunThatWasCutGoesOnToTheSameBytes() throws IOException {
    Runs.good(arguments("config.yaml", "whole", "output.picture=false"));
    TreeMap<String, byte[]> expected = Runs.results(folder.resolve("whole"));
    String journal = new String(expected.get("journal"), StandardCharsets.UTF_8);
    for (int done = 0; done < CYCLES; done++) {
      Path cut = folder.resolve("cut-" + done);
      Runs.copy(folder.resolve("whole"), cut);
      String[] lines = journal.split("(?<=\n)");
      String kept = String.join("", Arrays.copyOf(lines, 2 + done));
      Files.writeString(cut.resolve("journal"), kept);
      Files.writeString(cut.resolve("journal.copy"), kept);
      for (int c = done + 1; c <= CYCLES; c++) {
        Files.delete(cut.resolve("ensembles/00000" + c + ".npy"));
      }
      Runs.good(arguments("config.yaml", "cut-" + done, "output.picture=false"));
      Runs.same(expected, cut, "after " + done + " cycles");
    }
    Path scheme = folder.resolve("example/scheme.safetensors");
    SchemeFile.write(scheme, ((OptimalInterpolation) SchemeFile.read(scheme)).withTaper(0.3), Map.of());
    refused("content of method.network", "config.yaml", "whole", "cycles=4");
  }

  private void refused(String part, String config, String out, String... overrides) {
    Told told = Runs.here(arguments(config, out, overrides));
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().contains(part), told.text());
  }

  @Test
  void whatNeedsASpreadIsRefused() throws IOException {
    refused("method.filter: etkf needs the spread of an ensemble", "config.yaml", "a", "method={filter: etkf}");
    refused("must be observation for one deterministic forecast", "config.yaml", "a",
        "observations.gross-error={factor: 3, deviation: total}");
    refused("beside it there cannot be 'forecast'", "config.yaml", "a", "ensemble.members=3");
    refused("but a state has 49 elements instead of 50", "config.yaml", "a", "ensemble.forecast="
        + file(new double[49]));
    double[] start = state(folder.resolve("example/forecast.nc"));
    start[7] = Double.NaN;
    refused("NaN", "config.yaml", "a", "ensemble.forecast=" + file(start));
  }

  private String file(double[] x) throws IOException {
    NpyFile.write(folder.resolve("other.npy"), x, x.length);
    return "other.npy";
  }

  /** NetCDF files with named fields, an awk script between NetCDF's own ncdump and ncgen as the model. */
  @Test
  void fieldsOfNetcdfFilesAreKnownByTheirNames() throws IOException {
    Files.writeString(folder.resolve("netcdf.awk"), """
        /^data:/ { data = 1 }
        data && /=/ { name = $1 }
        data && name == "time" { sub(/[0-9.]+ ;/, $3 + 5 " ;") }
        data && (name == "n" || name == "p") {
          n = split($0, word, " ")
          line = ""
          for (i = 1; i <= n; i++) {
            end = word[i] ~ /[,;]$/ ? substr(word[i], length(word[i])) : ""
            x = substr(word[i], 1, length(word[i]) - length(end))
            line = line " " (x ~ /^[0-9]/ ? sprintf("%.17g", x * 1.05) : x) end
          }
          print line
          next
        }
        { print }
        """);
    Files.writeString(folder.resolve("model.sh"), """
        set -e
        ncdump -p 17,17 "$1" > in.cdl
        awk -f "$3/netcdf.awk" in.cdl > out.cdl
        ncgen -k nc4 -o "$2" out.cdl
        """);
    String config = Files.readString(folder.resolve("config.yaml"))
        .replaceFirst("(?s)  command:.*files: text\n", """
              shell: true
              command: %s sh "{here}/model.sh" "{in}" "{out}" "{here}"
              files: netcdf
              template: example/forecast.nc
              variables: [n, p]
            """.formatted(NetcdfTools.environment()).indent(0)).replace("start.npy", "first.nc")
        .replace("operator: index", "variable: p\n  coordinates: [depth]")
        .replace("{state: {kind: log10}}", "{n: {kind: log10}, p: {kind: log10}}");
    Files.writeString(folder.resolve("netcdf.yaml"), config);
    NetcdfTools.ncgen(folder.resolve("first.nc"), NetcdfTools.run("ncdump", "-p", "17,17",
        folder.resolve("example/forecast.nc").toString()).replace("time = 130.5 ;", "time = 120 ;"));
    Runs.good(arguments("netcdf.yaml", "netcdf", "output.picture=false"));
    Runs.good(arguments("config.yaml", "text", "output.picture=false"));
    assertArrayEquals(ensemble("text", CYCLES), ensemble("netcdf", CYCLES));
    assertArrayEquals(ensemble("text", CYCLES), state(folder.resolve("netcdf/analysis/member_000.nc")));
    refused("method.filter: is made for the fields n (25, log10), p (25, log10), but the state has p, n",
        "netcdf.yaml", "b", "forecast.variables=[p, n]");
  }
}
