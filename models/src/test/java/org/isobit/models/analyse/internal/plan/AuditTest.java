package org.isobit.models.analyse.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.kernels.random.Philox;
import org.isobit.models.analyse.Commands;
import org.isobit.models.analyse.internal.run.AnalysisRun;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points computed again in a second process by the scalar reference; a planted fault is found and named. */
class AuditTest {

  private static final int MEMBERS = AuditCase.MEMBERS;
  private static final int NY = AuditCase.NY;
  private static final int NX = AuditCase.NX;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeEach
  void write() throws IOException {
    AuditCase.write(folder);
  }

  private JsonObject audit(String share, String... more) throws IOException {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--audit";
    arguments[1] = share;
    System.arraycopy(more, 0, arguments, 2, more.length);
    Told told = Commands.analyse(folder.resolve("config.yaml"), arguments);
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(told.text().contains("computed again by the scalar reference: the same bits"), told.text());
    return JsonParser.parseString(Files.readString(folder.resolve("analysis/report.json"))).getAsJsonObject()
        .getAsJsonObject("audit");
  }

  @Test
  void everyFilterHasTheBitsOfTheReference() throws IOException {
    assertEquals(NX * NY, audit("100%").get("pointsComputedAgain").getAsInt());
    int some = audit("20%", "--set", "method={filter: letkf, rotation: true, batch: 2, inflation: {kind: rtpp, "
        + "factor: 0.3}, localization: {taper: gaussian, radius: 2, convention: length, most: 4}}")
        .get("pointsComputedAgain").getAsInt();
    assertTrue(some > 5 && some < 40, some + " points");
    for (String method : List.of("{filter: etkf, inflation: {kind: rtps, factor: 0.5}}",
        "{filter: letkf, adaptive-inflation: {method: miyoshi-2011, initial: 1.1},"
            + " localization: {taper: gaussian, radius: 2, convention: length}}",
        "{filter: letkf, precision: float, batch: 2, localization: {taper: gaussian, radius: 2, convention: length}}",
        "{filter: lestkf, precision: float, adaptive-inflation: {method: anderson-2009, initial: 1.1},"
            + " localization: {taper: gaussian, radius: 2, convention: length}}",
        "{filter: estkf}", "{filter: seik, inflation: {kind: rtpp, factor: 0.3}}",
        "{filter: denkf, rotation: true, localization: {taper: gaspari-cohn, radius: 3, convention: support}}",
        "{filter: enkf, localization: {taper: gaspari-cohn, radius: 3, convention: support}}",
        "{filter: netf, rotation: true}",
        "{filter: lnetf, batch: 2, localization: {taper: gaussian, radius: 2, convention: length}}",
        "{filter: lknetf, hybrid: alpha, hybrid-value: 0.7, rotation: true,"
            + " localization: {taper: gaussian, radius: 2, convention: length}}",
        "{filter: local-pf, alpha: 0.7, localization: {taper: gaussian, radius: 2, convention: length}}",
        "{filter: qceff, lower: -1, localization: {taper: boxcar, radius: 3, convention: support}}",
        "{filter: qceff, lower: -1, regression: probit, localization: {taper: boxcar, radius: 3, convention: support}}",
        "{filter: serial-ensrf, localization: {taper: boxcar, radius: 3, convention: support}}")) {
      assertTrue(audit("0.1", "--set", "method=" + method).get("pointsComputedAgain").getAsInt() > 0, method);
    }
  }

  /** The coarse points around are computed again, and the interpolation between them. */
  @Test
  void interpolatedWeights() throws IOException {
    for (String method : List.of("filter: letkf, coarse-grid: {x: 2}, rotation: true",
        "filter: lestkf, coarse-grid: {x: 3, y: 4}, inflation: {kind: rtps, factor: 0.5}",
        "filter: lestkf, precision: float, coarse-grid: {x: 3}",
        "filter: letkf, coarse-grid: {x: 4, y: 3}, adaptive-inflation: {method: miyoshi-2011, initial: 1.1}")) {
      assertEquals(NX * NY, audit("100%", "--set", "method={" + method
          + ", localization: {taper: gaussian, radius: 2, convention: dapper}}").get("pointsComputedAgain").getAsInt());
    }
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--set", "method={filter: eakf, coarse-grid: "
        + "{x: 2}, localization: {taper: boxcar, radius: 3, convention: support}}");
    assertEquals(2, told.code(), told.text());
    assertTrue(told.text().contains("method.coarse-grid: is for the filters letkf and lestkf, not eakf"), told.text());
  }

  /** A file that the filter reads is beside the configuration, wherever the second process works. */
  @Test
  void aFilterWithAFile() throws IOException {
    double[] perturbations = new double[MEMBERS * 30];
    Philox.gaussian(8, 5, 0, perturbations.length, perturbations, 0);
    NpyFile.write(folder.resolve("d.npy"), perturbations, MEMBERS, 30);
    assertEquals(NX * NY, audit("100%", "--set", "method={filter: enkf, perturbations: d.npy, perturbation-sign: "
        + "added-to-ensemble}").get("pointsComputedAgain").getAsInt());
  }

  /** More of them than the settings of the second process could list. */
  @Test
  void manyObservations() throws IOException {
    int count = 170_000;
    double[] rows = new double[3 * count];
    for (int j = 0; j < count; j++) {
      rows[3 * j] = j % (NX * NY);
      rows[3 * j + 1] = 0.001 * (j % 1000);
      rows[3 * j + 2] = 100;
    }
    NpyFile.write(folder.resolve("o.npy"), rows, count, 3);
    JsonObject audit = audit("2%", "--set",
        "observations={file: o.npy, operator: index, type: sea-surface-temperature}",
        "--set", "method={filter: letkf, localization: {taper: boxcar, radius: 0.5, convention: support}}");
    assertEquals(count, audit.get("observationsUsed").getAsInt());
  }

  /** A filter that is right but for one bit of one value. */
  private record OneBit(InflatingFilter inner, int member, int variable) implements InflatingFilter {
    @Override
    public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
      inner.analyse(ensemble, observations, cycle);
      double x = ensemble.get(member, variable);
      ensemble.set(member, variable, Double.longBitsToDouble(Double.doubleToLongBits(x) ^ 1));
    }

    @Override
    public Inflation inflation() {
      return inner.inflation();
    }

    @Override
    public InflatingFilter withInflation(Inflation inflation) {
      return new OneBit(inner.withInflation(inflation), member, variable);
    }
  }

  @Test
  void aPlantedFaultIsFound() throws IOException {
    Settings settings = Settings.read(folder.resolve("config.yaml"), List.of());
    AnalysisPlan good = AnalysisPlan.read(settings, null, new Audit.Draw(1, 5));
    MethodSettings m = good.method();
    AnalysisPlan faulty = new AnalysisPlan(good.source(), good.minimum(), good.blowUp(),
        good.assimilation().with(new MethodSettings(
        m.choice(), new OneBit((InflatingFilter) m.plain(), 3, 57), m.fieldFile(), m.localization(), null,
        m.coarse())),
        good.tables(), good.seed(), good.cycle(), good.time(), good.truth(), good.results(), good.audit(),
        good.settings());
    String message = assertThrows(AuditException.class,
        () -> new AnalysisRun(faulty, new PrintWriter(new StringWriter()), DeviceUse.log()).run()).getMessage();
    assertTrue(message.startsWith("audit: 1 of " + MEMBERS * NX * NY + " values computed again by the scalar reference "
        + "differ; the first, member 3 at point 57, index [5, 2], is "), message);
    assertFalse(Files.exists(folder.resolve("analysis")), "nothing is written");
    new AnalysisRun(good, new PrintWriter(new StringWriter()), DeviceUse.log()).run();
    assertTrue(Files.exists(folder.resolve("analysis")));
  }

  @Test
  void theReportHasTheSeedAndTheSeedRepeats() throws IOException {
    JsonObject first = audit("30%");
    assertEquals(30, first.get("observationsUsed").getAsInt());
    assertEquals(first, audit("30%", "--audit-seed", first.get("seed").getAsString()));
    assertNotEquals(first.get("seed"), audit("30%").get("seed"), "drawn anew");
    assertNotEquals(drawn(audit("30%", "--audit-seed", "1")), drawn(audit("30%", "--audit-seed", "2")));
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--audit", "100%", "--audit-seed", "-7");
    assertTrue(told.text().contains("audit, seed -7: 99 of 99 points computed again by the scalar reference: the same "
        + "bits; 30 of 30 observations computed again from the points around them: the same up to rounding"),
        told.text());
    told = Commands.analyse(folder.resolve("config.yaml"), "--audit-seed", "7");
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("--audit-seed needs --audit"), told.text());
  }

  private static String drawn(JsonObject audit) {
    return audit.get("pointsComputedAgain") + " " + audit.get("observationsComputedAgain");
  }

  @Test
  void sharesThatAreNone() {
    for (String share : List.of("0", "101%", "-1%", "some", "NaN")) {
      Told told = Commands.analyse(folder.resolve("config.yaml"), "--audit", share);
      assertEquals(Cli.BAD_INPUT, told.code());
      assertTrue(told.text().contains("--audit must be a share such as 1% or 0.01"), told.text());
    }
  }
}
