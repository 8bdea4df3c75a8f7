package org.isobit.models.studies.marinebgc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Told;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.learned.OptimalInterpolation;
import org.isobit.models.learned.SchemeFile;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class MarineBgcCommandTest {

  @TempDir
  Path temporary;

  private String text;

  private int run(String... arguments) {
    Told told = StudyRuns.of("marine-bgc", arguments);
    text = told.text();
    return told.code();
  }

  @Test
  void anInterruptedStudyGoesOnAndEndsWithTheSameBytes() throws IOException {
    Path first = temporary.resolve("whole");
    String[] arguments = {"--quick", "--truths", "2", "--initialisations", "1", "--out", first.toString()};
    assertEquals(0, run(arguments), text);
    assertTrue(text.contains("runs, 0 of them from before") && text.contains("ML-EtE (L4+MID+OFF)"), text);
    assertTrue(text.contains("QUICK, too small to mean anything: npzd-2: ") && text.contains("too small to say")
        && !text.contains("REFUTED"), text);
    TreeMap<String, String> whole = StudyRuns.files(first);
    assertTrue(whole.keySet().containsAll(List.of("study.json", "npzd-2.csv", "npzd-2.json", "npzd-2-leads.csv",
        "npzd-2-levels.csv", "npzd-2-scores.png", "npzd-2-scores.svg", "npzd-2-leads.png", "npzd-2-levels.png",
        "npzd-2-transfer.png", "npzd-2-hovmoeller-L4.png", "npzd-2-hovmoeller-CWEC.png")), whole.keySet().toString());
    JsonObject json = JsonParser.parseString(whole.get("npzd-2.json")).getAsJsonObject();
    int cases = StudyPlan.base(EcosystemKind.NPZD, 2).cases().size();
    assertEquals(cases, json.getAsJsonArray("results").size());
    assertEquals(2 + 4 * cases, whole.get("npzd-2.csv").lines().count());
    long compared = StudyPlan.base(EcosystemKind.NPZD, 2).cases().stream()
        .filter(one -> StudyPlan.ALL.contains(one.contender())).count();
    assertEquals(2 + 4 * 10 * compared, whole.get("npzd-2-levels.csv").lines().count());
    assertEquals(2 + 4 * 8 * compared, whole.get("npzd-2-leads.csv").lines().count());
    assertTrue(json.getAsJsonArray("statements").size() > 15);

    // What is left of a study that was ended: half of the records, some networks, and temporary files.
    Path cut = temporary.resolve("cut");
    int kept = 0;
    for (String name : whole.keySet()) {
      if (name.equals("study.json") || name.contains("/") && name.hashCode() % 2 == 0) {
        Files.createDirectories(cut.resolve(name).getParent());
        Files.copy(first.resolve(name), cut.resolve(name));
        kept += name.startsWith("runs/") ? 1 : 0;
      }
    }
    assertTrue(kept > 10);
    arguments[6] = cut.toString();
    assertEquals(0, run(arguments), text);
    assertTrue(text.contains("runs, " + kept + " of them from before"), text);
    assertEquals(whole, StudyRuns.files(cut));
    assertEquals(2, run("--truths", "2", "--out", cut.toString()));
    assertTrue(text.contains("were made with levels = 10, not 50"), text);
  }

  /** A few contenders of each kind, on one thread and on three: records and networks. */
  @Test
  void bytesDoNotDependOnThreads() throws IOException {
    Setting setting = Setting.base(EcosystemKind.FASHAM, 1).withInterval(10).withWidth(8)
        .withSampling(Sampling.SPARSE);
    List<StudyPlan.Case> cases = new ArrayList<>();
    for (Contender contender : List.of(Contender.FREE, Contender.OI, Contender.ML_OI, Contender.ML_ETE,
        Contender.ML_ETE_MEAN, Contender.ETKF)) {
      cases.add(new StudyPlan.Case(contender, Site.L4));
    }
    StudyPlan plan = new StudyPlan("test", "test", "", s -> "", List.of(setting), cases);
    TreeMap<String, String> one = null;
    for (int threads = 1; threads <= 3; threads += 2) {
      Path folder = temporary.resolve("threads" + threads);
      try (RunStore<RunScores> store = MarineBgcStudy.store(folder, MarineSettings.QUICK);
          Workers workers = Workers.of(threads)) {
        Results results = new MarineBgcStudy(MarineSettings.QUICK, 18, 2, store, workers).run(List.of(plan));
        Results.Cell cell = results.cell(setting, Contender.ML_ETE, Site.L4);
        assertEquals(2, cell.networks());
        assertEquals(18, cell.truths());
        assertEquals(0, cell.failed());
      }
      one = one == null ? StudyRuns.files(folder) : one;
      assertEquals(one, StudyRuns.files(folder));
    }
  }

  /** Networks that were trained before the first run have the settings that they were trained with, too. */
  @Test
  void whatWasLeftOfOtherSettingsIsRefused() throws IOException {
    Path folder = temporary.resolve("trained");
    MarineBgcStudy.store(folder, MarineSettings.QUICK).close();
    MarineBgcStudy.store(folder, MarineSettings.USUAL).close(); // with which nothing was made
    Files.createDirectories(folder.resolve("networks"));
    IllegalArgumentException other = assertThrows(IllegalArgumentException.class,
        () -> MarineBgcStudy.store(folder, MarineSettings.QUICK));
    assertTrue(other.getMessage().contains("were made with levels = 50, not 10"), other.getMessage());
    Path begun = Files.createDirectories(temporary.resolve("begun"));
    Files.writeString(begun.resolve(".study.json.1-1.isobit.part"), "{");
    MarineBgcStudy.store(begun, MarineSettings.QUICK).close();
  }

  /** A damping belongs to the setting that it was chosen in, though the correlations are those of another. */
  @Test
  void dampedNetworksLieWithTheirSetting() throws IOException {
    Setting base = Setting.base(EcosystemKind.NPZD, 2);
    List<Setting> settings = List.of(base, base.withDeviation(0.3));
    StudyPlan plan = new StudyPlan("test", "test", "deviation", Setting::deviation, settings,
        List.of(new StudyPlan.Case(Contender.FREE, Site.L4), new StudyPlan.Case(Contender.ML_OI, Site.L4)));
    Path folder = temporary.resolve("damped");
    try (RunStore<RunScores> store = MarineBgcStudy.store(folder, MarineSettings.QUICK)) {
      Results results = new MarineBgcStudy(MarineSettings.QUICK, 2, 1, store, Workers.serial()).run(List.of(plan));
      for (Setting setting : settings) {
        OptimalInterpolation scheme = (OptimalInterpolation) SchemeFile.read(folder.resolve("networks")
            .resolve(setting.label()).resolve("ml-oi-L4-i0-damped.safetensors"));
        assertEquals(results.cell(setting, Contender.ML_OI, Site.L4).damping().factor(), scheme.damping()[0]);
      }
    }
    Path networks = folder.resolve("networks").resolve(base.label());
    assertFalse(Files.exists(folder.resolve("networks").resolve(settings.get(1).label())
        .resolve("ml-oi-L4-i0.safetensors")));
    // A file of another kind in a network's place.
    Files.copy(networks.resolve("ml-oi-L4-i0.safetensors"), networks.resolve("ml-ete-L4-i0.safetensors"));
    StudyPlan learned = new StudyPlan("test", "test", "", s -> "", List.of(base),
        List.of(new StudyPlan.Case(Contender.FREE, Site.L4), new StudyPlan.Case(Contender.ML_ETE, Site.L4)));
    try (RunStore<RunScores> store = MarineBgcStudy.store(folder, MarineSettings.QUICK)) {
      MarineBgcStudy study = new MarineBgcStudy(MarineSettings.QUICK, 2, 1, store, Workers.serial());
      IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> study.run(List.of(learned)));
      assertTrue(wrong.getMessage().endsWith("ml-ete-L4-i0.safetensors: is no ML-EtE; remove it"), wrong.getMessage());
    }
  }

  @Test
  void badOptionsAreRefused() {
    assertEquals(2, run("--sweep", "depth"));
    assertTrue(text.contains("--sweep: there is no 'depth'"), text);
    assertEquals(2, run("--truths", "0"));
    assertEquals(2, run("--initialisations", "0"));
    assertEquals(2, run("--design", "3"));
    assertEquals(2, run("--ecosystem", "ersem"));
    assertEquals(0, run("--list"));
    assertTrue(text.contains("fasham-1") && text.contains("sampling"), text);
  }
}
