package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Observations of other times than the state: however a file gives them, they weigh as the API has it. */
class ObservationTimesTest {

  private static final int MEMBERS = 6;
  private static final int POINTS = 12;

  /** Hours from the analysis on. */
  private static final double[] HOURS = {-2.5, 0, 1, 5};
  private static final String[] ISO = {"2026-01-01T03:30:00Z", "2026-01-01 08:00:00+02:00", "2026-01-01T07:00",
      "\"2026-01-01T11:00:00\""};

  @TempDir
  Path folder;

  private final double[] ensemble = new double[MEMBERS * POINTS];

  @BeforeEach
  void write() throws IOException {
    Philox.gaussian(3, 9, 0, ensemble.length, ensemble, 0);
    NpyFile.write(folder.resolve("e.npy"), ensemble, MEMBERS, POINTS);
    Files.writeString(folder.resolve("config.yaml"), """
        ensemble: e.npy
        analysis-time: 2026-01-01T06:00:00Z
        observations: {file: o.csv}
        method:
          filter: letkf
          localization:
            taper: gaspari-cohn
            radius: 2
            convention: half-width
            time: {taper: gaussian, radius: 3, convention: dapper, units: hours}
        output: {picture: false}
        """);
    rows("time", ISO);
  }

  private void rows(String column, Object... times) throws IOException {
    StringBuilder rows = new StringBuilder("x,value,sd" + (column == null ? "" : "," + column) + "\n");
    for (int j = 0; j < HOURS.length; j++) {
      rows.append(3 * j).append(',').append(0.5 * j).append(",0.7").append(column == null ? "" : "," + times[j])
          .append('\n');
    }
    Files.writeString(folder.resolve("o.csv"), rows);
  }

  private double[] expected() {
    double[] places = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      places[i] = i;
    }
    Ensemble states = Ensemble.of(ensemble.clone(), MEMBERS, POINTS);
    new LETKF(Localization.of(Geometry.periodic(0), places, TaperLaw.GASPARI_COHN, Radius.halfWidth(2))
        .withTime(100, TaperLaw.GAUSSIAN, Radius.dapper(3)))
        .analyse(states, Observations.of(new double[] {0, 0.5, 1, 1.5},
            new double[] {0.7, 0.7, 0.7, 0.7}, ObservationOperator.indices(0, 3, 6, 9)).withTimes(
                new double[] {97.5, 100, 101, 105}), Cycle.of(1, 0));
    return states.values();
  }

  private JsonObject run(String... overrides) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String override : overrides) {
      arguments.addAll(override.startsWith("--") ? List.of(override.split("=")) : List.of("--set", override));
    }
    Told told = Commands.analyse(folder.resolve("config.yaml"), arguments.toArray(new String[0]));
    assertEquals(Cli.OK, told.code(), told.text());
    return JsonParser.parseString(Files.readString(folder.resolve("analysis/report.json"))).getAsJsonObject();
  }

  private void assertAnalysis(String... overrides) throws IOException {
    run(overrides);
    assertArrayEquals(expected(), NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles());
  }

  @Test
  void momentsAndNumbersAndEveryFile() throws IOException {
    JsonObject report = run();
    assertArrayEquals(expected(), NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles());
    assertEquals("2026-01-01T06:00:00Z", report.get("analysisTime").getAsString());
    assertEquals("{\"unit\":\"hours\",\"first\":-2.5,\"last\":5.0}", report.get("observationTimes").toString());
    assertAnalysis("--audit=100%");

    rows("minutes", 210, 360, 420, 660);
    assertAnalysis("observations.time=minutes", "observations.time-units=minutes since 2026-01-01");
    rows("t", 3.5, 6, 7, 11);
    String plain = "method.localization.time={taper: gaussian, radius: 3, convention: dapper}";
    assertAnalysis(plain, "observations.time=t", "analysis-time=6");

    double[] table = new double[4 * HOURS.length];
    for (int j = 0; j < HOURS.length; j++) {
      System.arraycopy(new double[] {3 * j, 0.5 * j, 0.7, HOURS[j] + 6}, 0, table, 4 * j, 4);
    }
    NpyFile.write(folder.resolve("o.npy"), table, HOURS.length, 4);
    assertAnalysis("observations.file=o.npy", "observations.time-units=hours since 2026-01-01 00:00:00");
    assertAnalysis("observations.file=o.npy", plain, "analysis-time=6.0");
  }

  /** The unit only changes numbers that are exact in both here. */
  @Test
  void anotherUnitIsAnotherRadius() throws IOException {
    assertAnalysis("method.localization.time={taper: gaussian, radius: 180, convention: dapper, units: minutes}");
  }

  @Test
  void duplicatesHaveTheirTimeInCommon() throws IOException {
    Files.writeString(folder.resolve("o.csv"),
        "x,value,sd,time\n3,1,1,2026-01-01T06:00:00Z\n3,1,1,2026-01-01T07:00:00Z\n" + "3,2,1,2026-01-01T06:00:00Z\n");
    assertEquals(2, run("observations.duplicates=first").getAsJsonObject("observations").get("used").getAsInt());
  }

  @Test
  void aFilesOwnTime() throws IOException {
    for (int m = 1; m <= 3; m++) {
      NetcdfTools.ncgen(folder.resolve("m" + m + ".nc"),
          "netcdf m { dimensions: time = 2; x = 4; variables: double time(time); "
          + "time:units = \"hours since 2026-01-01\"; double x(x); double T(time, x); data: time = 0, 6; x = 0, 3, 6, "
          + "9; T = 1, 2, 3, 4, " + m + ", 2, " + (4 - m) + ", 3; }");
    }
    String files = "ensemble={files: 'm{member}.nc', members: 3, variables: [T], time: 1}";
    assertEquals("2026-01-01T06:00:00Z", run(files, "analysis-time=null").get("analysisTime").getAsString());
    run(files);
    refused("config.yaml: analysis-time: is 2026-01-01T06:00:00Z, but the states in ", files.replace("1}", "0}"));
    refused("are those of 2026-01-01T00:00:00Z; 'ensemble.time' chooses", files.replace("1}", "0}"));
  }

  private void refused(String part, String... overrides) {
    List<String> arguments = new ArrayList<>();
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    Told told = Commands.analyse(folder.resolve("config.yaml"), arguments.toArray(new String[0]));
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().replaceAll("config.yaml:\\d+:", "config.yaml:").contains(part), part + " in " + told.text());
  }

  @Test
  void nonsenseIsNamed() throws IOException {
    refused("time.radius: needs the time of the analysis: give 'analysis-time'", "analysis-time=null");
    refused("analysis-time: must be a moment such as 2026-01-01T06:00:00Z, or a number", "analysis-time=noon");
    refused("time.units: is missing: the analysis is for 2026-01-01T06:00:00Z, so the radius needs a unit: seconds",
        "method.localization.time={taper: gaussian, radius: 3, convention: dapper}");
    refused("time.units: is for times that are moments, but that of the analysis is the number 6.0", "analysis-time=6");
    refused("time.units: must be one of seconds, minutes, hours, days, but is 'weeks'",
        "method.localization.time.units=weeks");
    refused("time.radius: must be positive", "method.localization.time.radius=-1");
    refused("observations.time-units: must be such as 'hours since", "observations.time-units=fortnights");
    refused("observations.time-units: makes moments of numbers, so method.localization.time needs 'units'",
        "observations.time-units=hours since 2026-01-01", "analysis-time=6",
        "method.localization.time={taper: gaussian, radius: 3, convention: dapper}");
    refused("combination: does not fit: Localization: the combination 'distance' has one taper, gaspari-cohn, but the "
        + "time taper is gaussian", "method.localization.combination=distance");
    String still = "method.localization={taper: gaspari-cohn, radius: 2, convention: half-width}";
    refused("analysis-time: is for localisation in time", still);
    refused("observations.time: is for localisation in time", still, "analysis-time=null", "observations.time=time");
    rows("time", ISO[0], ISO[1], "yesterday", ISO[2]);
    refused("o.csv:4: column 'time': 'yesterday' is no moment such as 2026-01-01T06:00:00Z");
    rows("time", 3, 4, "nan", 5);
    refused("o.csv:4: the time time is NaN", "observations.time-units=hours since 2026-01-01");
    rows(null);
    refused("o.csv:1: has no column 'time'; its columns are x, value, sd");
    rows("time", (Object[]) ISO);
    refused("no observation is in range of any point", "analysis-time=2020-01-01T00:00:00Z",
        "method.localization.time={taper: boxcar, radius: 3, convention: support, units: days}");
    NpyFile.write(folder.resolve("o.npy"), new double[] {0, 1, 1, 5}, 1, 4);
    refused("o.npy: holds times as numbers, of which observations.time-units must say", "observations.file=o.npy");
    NpyFile.write(folder.resolve("o.npy"), new double[] {0, 1, 1}, 1, 3);
    refused("o.npy: has the shape (1, 3), but observations need (count, 4): x, value, sd, time",
        "observations.file=o.npy", "observations.time-units=hours since 2026-01-01");
  }
}
