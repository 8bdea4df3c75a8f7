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
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.learned.OptimalInterpolation;
import org.isobit.models.learned.SchemeFile;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyCommandBase;
import org.junit.jupiter.api.Test;

class MarineBgcCommandTest extends StudyCommandBase {

  MarineBgcCommandTest() {
    super("marine-bgc");
  }

  @Test
  void anInterruptedStudyGoesOnAndEndsWithTheSameBytes() throws IOException {
    Path first = folder.resolve("whole");
    String[] arguments = {"--quick", "--truths", "2", "--initialisations", "1"};
    TreeMap<String, String> whole = left(first, arguments);
    assertTrue(text.contains("runs, 0 of them from before") && text.contains("ML-EtE (L4+MID+OFF)"), text);
    assertTrue(text.contains("QUICK, too small to mean anything: npzd-2: ") && text.contains("too small to say")
        && !text.contains("REFUTED"), text);
    contains(whole, "study.json", "npzd-2.csv", "npzd-2.json", "npzd-2-leads.csv", "npzd-2-levels.csv",
        "npzd-2-scores.png", "npzd-2-scores.svg", "npzd-2-leads.png", "npzd-2-levels.png", "npzd-2-transfer.png",
        "npzd-2-hovmoeller-L4.png", "npzd-2-hovmoeller-CWEC.png");
    JsonObject json = JsonParser.parseString(whole.get("npzd-2.json")).getAsJsonObject();
    int cases = StudyPlan.base(EcosystemKind.NPZD, 2).cases().size();
    assertEquals(cases, json.getAsJsonArray("results").size());
    assertEquals(2 + 4 * cases, whole.get("npzd-2.csv").lines().count());
    long compared = StudyPlan.base(EcosystemKind.NPZD, 2).cases().stream()
        .filter(one -> StudyPlan.ALL.contains(one.contender())).count();
    assertEquals(2 + 4 * 10 * compared, whole.get("npzd-2-levels.csv").lines().count());
    assertEquals(2 + 4 * 8 * compared, whole.get("npzd-2-leads.csv").lines().count());
    assertTrue(json.getAsJsonArray("statements").size() > 15);

    // What is left of a study that was ended: half of the records, and some networks.
    List<String> names = whole.keySet().stream()
        .filter(name -> name.equals("study.json") || name.contains("/") && name.hashCode() % 2 == 0).toList();
    assertTrue(names.stream().filter(name -> name.startsWith("runs/")).count() > 10);
    Path cut = goesOn(first, names, null, arguments);
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
      Path own = folder.resolve("threads" + threads);
      try (RunStore<RunScores> store = MarineBgcStudy.store(own, MarineSettings.QUICK);
          Workers workers = Workers.of(threads)) {
        Results results = new MarineBgcStudy(MarineSettings.QUICK, 18, 2, store, workers).run(List.of(plan));
        Results.Cell cell = results.cell(setting, Contender.ML_ETE, Site.L4);
        assertEquals(2, cell.networks());
        assertEquals(18, cell.truths());
        assertEquals(0, cell.failed());
      }
      one = one == null ? files(own) : one;
      assertEquals(one, files(own));
    }
  }

  /** Networks that were trained before the first run have the settings that they were trained with, too. */
  @Test
  void whatWasLeftOfOtherSettingsIsRefused() throws IOException {
    Path own = folder.resolve("trained");
    MarineBgcStudy.store(own, MarineSettings.QUICK).close();
    MarineBgcStudy.store(own, MarineSettings.USUAL).close(); // with which nothing was made
    Files.createDirectories(own.resolve("networks"));
    IllegalArgumentException other = assertThrows(IllegalArgumentException.class,
        () -> MarineBgcStudy.store(own, MarineSettings.QUICK));
    assertTrue(other.getMessage().contains("were made with levels = 50, not 10"), other.getMessage());
    Path begun = Files.createDirectories(folder.resolve("begun"));
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
    Path own = folder.resolve("damped");
    try (RunStore<RunScores> store = MarineBgcStudy.store(own, MarineSettings.QUICK)) {
      Results results = new MarineBgcStudy(MarineSettings.QUICK, 2, 1, store, Workers.serial()).run(List.of(plan));
      for (Setting setting : settings) {
        OptimalInterpolation scheme = (OptimalInterpolation) SchemeFile.read(own.resolve("networks")
            .resolve(setting.label()).resolve("ml-oi-L4-i0-damped.safetensors"));
        assertEquals(results.cell(setting, Contender.ML_OI, Site.L4).damping().factor(), scheme.damping()[0]);
      }
    }
    Path networks = own.resolve("networks").resolve(base.label());
    assertFalse(Files.exists(own.resolve("networks").resolve(settings.get(1).label())
        .resolve("ml-oi-L4-i0.safetensors")));
    // A file of another kind in a network's place.
    Files.copy(networks.resolve("ml-oi-L4-i0.safetensors"), networks.resolve("ml-ete-L4-i0.safetensors"));
    StudyPlan learned = new StudyPlan("test", "test", "", s -> "", List.of(base),
        List.of(new StudyPlan.Case(Contender.FREE, Site.L4), new StudyPlan.Case(Contender.ML_ETE, Site.L4)));
    try (RunStore<RunScores> store = MarineBgcStudy.store(own, MarineSettings.QUICK)) {
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
