package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.analyse.internal.source.BlowUp;
import org.isobit.models.analyse.internal.source.NetcdfStates;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members in NetCDF files without times, at the beginning and at the end of a run whose model copies them. */
class NetcdfEnsembleTest {

  private static final String TEMPLATE = "netcdf m { dimensions: lat = 2; lon = 3; variables: float lat(lat);\n"
      + "lat:units = \"degrees_north\"; float lon(lon); lon:units = \"degrees_east\"; double T(lat, lon);\n"
      + "double S(lat, lon); data: lat = 10, 20; lon = 0, 1, 2; T = 1, 2, 3, 4, 5, 6; S = 7, 8, 9, 10, 11, 12; }";
  private static final AnalysisTime START = AnalysisTime.of(0);

  @TempDir
  Path folder;

  private NetcdfStates states;
  private int size;

  @BeforeEach
  void write() throws IOException {
    Path template = NetcdfTools.ncgen(folder.resolve("template.nc"), TEMPLATE);
    states = NetcdfStates.read(template, List.of("T", "S"), 6371);
    size = StateFiles.size(states.shape());
    for (int m = 0; m < 3; m++) {
      states.write(folder.resolve("initial_0" + m + ".nc"), values(m), 0, START, true);
    }
  }

  private double[] values(int member) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = 10 * member + 0.1 * i;
    }
    return values;
  }

  private InitialEnsemble read(String yaml) throws IOException {
    return InitialEnsemble.read(Settings.parse("test", folder, yaml, List.of()), 0, states, START, new BlowUp(25));
  }

  private void refused(String message, String yaml) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, () -> read(yaml)).getMessage());
  }

  private String sha256(String name) throws IOException {
    return StateFiles.sha256(folder.resolve(name));
  }

  @Test
  void aFileForEachMember() throws IOException {
    InitialEnsemble initial = read("{files: 'initial_{member:02}.nc', members: 3}");
    assertEquals(3, initial.members());
    assertArrayEquals(states.shape(), initial.stateShape());
    assertEquals(Map.of("ensemble.files", sha256("initial_00.nc") + " " + sha256("initial_01.nc") + " "
        + sha256("initial_02.nc")), initial.inputs());
    Ensemble made = initial.make(1);
    for (int m = 0; m < 3; m++) {
      int at = made.index(m);
      assertArrayEquals(values(m), Arrays.copyOfRange(made.values(), at, at + size), "member " + m);
    }
    refused("test:1: files: must hold {member}, such as initial_{member:03}.nc, but is '" + folder.resolve("initial.nc")
        + "'", "{files: initial.nc, members: 3}");
    refused("test:1: files: has the placeholder {mumber}, which is unknown; did you mean 'member'?; "
        + "known: {member}",
        "{files: 'initial_{mumber}.nc', members: 3}");
    Files.delete(folder.resolve("initial_01.nc"));
    states.write(folder.resolve("initial_01.nc"), values(3), 0, START, true);
    String is = assertThrows(IllegalArgumentException.class,
        () -> read("{files: 'initial_{member:02}.nc', members: 3}")).getMessage();
    assertTrue(is.startsWith(folder.resolve("initial_01.nc") + ": member 1 is "), is);
  }

  @Test
  void oneFile() throws IOException {
    double[] all = new double[2 * size];
    System.arraycopy(values(1), 0, all, 0, size);
    System.arraycopy(values(2), 0, all, size, size);
    int[] shape = states.shape();
    int[] members = new int[shape.length + 1];
    members[0] = 2;
    System.arraycopy(shape, 0, members, 1, shape.length);
    NpyFile.write(folder.resolve("all.npy"), all, members);
    assertArrayEquals(all, read("{file: all.npy}").make(1).values());
    NpyFile.write(folder.resolve("mean.npy"), values(1), shape);
    double[] drawn = read("{members: 2, variance: 1, mean-file: mean.npy}").make(1).values();
    InitialEnsemble around = read("{members: 2, variance: 1, mean-file: initial_01.nc}");
    assertArrayEquals(drawn, around.make(1).values());
    assertArrayEquals(shape, around.stateShape());
    assertEquals(Map.of("ensemble.mean-file", sha256("initial_01.nc")), around.inputs());
    String other = ", but states like " + states.template() + " have " + Arrays.toString(shape);
    NpyFile.write(folder.resolve("other.npy"), new double[4], 2, 2);
    refused(folder.resolve("other.npy") + ": has the shape (2, 2)" + other, "{file: other.npy}");
    refused(folder.resolve("other.npy") + ": has the shape (2, 2)" + other,
        "{members: 2, variance: 1, mean-file: other.npy}");
  }

  private CyclePlan plan(String... overrides) throws IOException {
    Files.writeString(folder.resolve("config.yaml"), """
        cycles: 2
        forecast: {command: [cp, '{in}', '{out}'], files: netcdf, template: template.nc, variables: [T, S]}
        ensemble: {files: 'initial_{member:02}.nc', members: 3}
        observations: {file: 'o{cycle}.csv', coordinates: [lon, lat], variable: T, missing: forecast-only}
        method: {filter: etkf}
        output: {picture: false}
        """);
    return CyclePlan.read(Settings.read(folder.resolve("config.yaml"), List.of(overrides)), folder,
        folder.resolve("out"), null);
  }

  private void run() throws IOException {
    new CycleRun(plan(), new PrintWriter(new StringWriter()), new DeviceUse(_ -> { })).run();
  }

  /** The last ensemble is written member by member, in place of an earlier one; others' files beside it stay. */
  @Test
  void aRun() throws IOException {
    run();
    for (String name : List.of("member_001.nc", "member_007.nc", ".member_001.nc.part", "notes.txt")) {
      Files.writeString(folder.resolve("out/analysis").resolve(name), "");
    }
    run();
    try (Stream<Path> all = Files.list(folder.resolve("out/analysis"))) {
      assertEquals(List.of("member_000.nc", "member_001.nc", "member_002.nc", "notes.txt"),
          all.map(file -> file.getFileName().toString()).sorted().toList());
    }
    for (int m = 0; m < 3; m++) {
      assertArrayEquals(values(m), states.read(folder.resolve("out/analysis/member_00" + m + ".nc"), START));
    }
    assertArrayEquals(values(1), states.read(folder.resolve("out/mean/000002.nc"), START), 1e-12);
  }

  /** A true state is in a file as the model has them, or an array. */
  @Test
  void truths() throws IOException {
    NpyFile.write(folder.resolve("truth1.npy"), values(1), states.shape());
    assertEquals("nc", plan().exchange().suffix());
    assertArrayEquals(values(1), plan("truth='truth{cycle}.npy'").truth(1));
    assertArrayEquals(values(2), plan("truth='initial_0{cycle}.nc'").truth(2));
  }

  @Test
  void aTemplateWithDatesNeedsDates() throws IOException {
    NetcdfTools.ncgen(folder.resolve("template.nc"), TEMPLATE.replace("{ dimensions:", "{ dimensions: time = 1;")
        .replace("variables:", "variables: double time(time); time:units = \"hours since 2026-01-01\";")
        .replaceAll("double ([TS])\\(", "double $1(time, ").replace("data:", "data: time = 0;"));
    String is = assertThrows(IllegalArgumentException.class, this::plan).getMessage();
    assertTrue(is.startsWith(folder.resolve("template.nc") + ": its time 'time' counts ")
        && is.endsWith("; 'time.start' and 'time.interval' say which"), is);
  }
}
