package org.isobit.models.studies.latentetkf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.kernels.Workers;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyCommandBase;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.studies.StudyPictures;
import org.junit.jupiter.api.Test;

class LatentEtkfCommandTest extends StudyCommandBase {

  LatentEtkfCommandTest() {
    super("latent-etkf");
  }

  @Test
  void anInterruptedStudyGoesOnAndEndsWithTheSameBytes() throws IOException {
    String[] base = {"--quick", "--climatologies", "1", "--runs", "2"};
    TreeMap<String, String> whole = left(folder.resolve("whole"), base);
    assertTrue(text.contains("12 runs, 0 of them from before"), text);
    assertTrue(text.contains("double-transfer"), text);
    assertTrue(text.contains("the radius CRPS of single-clima is at most a tenth of the ETKF's"), text);
    contains(whole, "study.json", "base.csv", "base.json", "base-scores.svg", "base-scores.png", "base-circle.svg",
        "base-circle.png");
    assertEquals(2 + 6 * 4, whole.get("base.csv").lines().count());
    assertTrue(text.contains("QUICK, too small to mean anything: base: ") && !text.contains("REFUTED")
        && whole.get("base-scores.svg").contains("QUICK, too small to mean anything: base: ")
        && whole.get("base-circle.svg").contains("QUICK, too small to mean anything: base: "), text);
    JsonObject json = JsonParser.parseString(whole.get("base.json")).getAsJsonObject();
    assertEquals(6, json.getAsJsonArray("results").size());

    // What is left of a study that was ended: some records, and a temporary file.
    String runs = "runs/" + Setting.BASE.label() + "/";
    Path cut = goesOn(folder.resolve("whole"), List.of("study.json", runs + "ETKF-c0-r1.json",
        runs + "double-transfer-c0-r0.json"), runs + ".ETKF-c0-r0.json.1-1.part", base);
    assertEquals(0, run("--quick", "--claim", "c4", "--climatologies", "1", "--runs", "2", "--out", cut.toString()),
        text);
    assertTrue(text.contains("6 runs, 6 of them from before"), text);
  }

  @Test
  void recordsDoNotDependOnThreads() throws IOException {
    List<Job> jobs = new ArrayList<>();
    for (Method method : Method.values()) {
      jobs.add(new Job(Setting.BASE.withSkew(4).withNonlinearity(0.4), method, 0, 0));
      jobs.add(new Job(Setting.BASE.withAmplitude(0.2), method, 1, 0));
    }
    TreeMap<String, String> one = null;
    for (int threads = 1; threads <= 3; threads += 2) {
      Path own = folder.resolve("threads" + threads);
      try (RunStore<RunScores> store = LatentEtkfStudy.store(own, StudySettings.QUICK);
          Workers workers = Workers.of(threads)) {
        LatentEtkfStudy.run(StudyJobs.pending(jobs, store), StudySettings.QUICK, store, workers, done -> { });
        for (Job job : jobs) {
          assertEquals(null, store.read(job).failure(), job.toString());
        }
      }
      one = one == null ? files(own) : one;
      assertEquals(one, files(own));
    }
    assertEquals(jobs.size() + 1, one.size());
  }

  @Test
  void otherSettingsAndStrangeFilesAreRefused() throws IOException {
    Path own = folder.resolve("own");
    String[] arguments = {"--quick", "--claim", "C1", "--climatologies", "1", "--runs", "1", "--out",
        own.toString()};
    assertEquals(0, run(arguments), text);
    assertEquals(2, run("--claim", "C1", "--out", own.toString()));
    assertTrue(text.contains("were made with members = 16, not 64"), text);
    Path record = own.resolve("runs/" + Setting.BASE.label() + "/ETKF-c0-r0.json");
    Files.writeString(record, "{}");
    assertEquals(2, run(arguments));
    assertTrue(text.contains("ETKF-c0-r0.json: is no record of a run"), text);
    Files.writeString(record, "{\"forecast\": [1");
    assertEquals(2, run(arguments));
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("letter.txt"), "dear");
    assertEquals(2, run("--quick", "--out", other.toString()));
    assertTrue(text.contains("holds files, but no study.json"), text);
    try (RunStore<RunScores> _ = LatentEtkfStudy.store(own, StudySettings.QUICK)) {
      assertEquals(2, run(arguments));
      assertTrue(text.contains("another run is at work there"), text);
    }
    Path study = own.resolve("study.json");
    Files.writeString(study, Files.readString(study).replace("\"training\"", "\"exercise\""));
    assertEquals(2, run(arguments));
    assertTrue(text.contains("study.json: does not say with which training the runs there were made"), text);
  }

  @Test
  void badOptionsAreRefused() {
    assertEquals(2, run("--claim", "C9"));
    assertEquals(2, run("--claim", "P1"));
    assertEquals(2, run("--sweep", "C1"));
    assertEquals(2, run("--runs", "0"));
    assertEquals(2, run("--climatologies", "many"));
    assertEquals(0, run("--list"));
    assertTrue(text.contains("P4") && text.contains("innovations"), text);
  }

  /** Sixteen runs of an independent program: forecast CRPS of x, y, radius and angle. */
  @Test
  void filtersWithoutAutoencoderHaveTheScoresOfAnIndependentProgram() {
    check(Method.NO_DA, Setting.BASE, new double[] {0.362, 0.304, 0, 27.8});
    check(Method.ETKF, Setting.BASE, new double[] {0.251, 0.207, 0.103, 18.7});
    check(Method.ETKFD, Setting.BASE, new double[] {0.264, 0.221, 0.114, 19.2});
    check(Method.ETKF, Setting.BASE.withRotation(0.02), new double[] {0.060, 0.085, 0.020, 6.1});
    check(Method.ETKF, Setting.BASE.withAmplitude(0.2), new double[] {0.223, 0.189, 0.082, 16.9});
    check(Method.ETKF, Setting.BASE.withSkew(-12), new double[] {0.305, 0.229, 0.098, 23.1});
    check(Method.ETKFD, Setting.BASE.withSkew(-12), new double[] {0.484, 0.353, 0.199, 35.3});
  }

  private static void check(Method method, Setting setting, double[] expected) {
    int runs = 16;
    double[] sum = new double[4];
    double[] squares = new double[4];
    for (int r = 0; r < runs; r++) {
      RunScores scores = new AssimilationRun(new Job(setting, method, r / 8, r % 8), StudySettings.PUBLISHED).run(null);
      assertEquals(null, scores.failure());
      assertEquals(50, scores.analyses());
      for (int v = 0; v < 4; v++) {
        double value = scores.forecast()[v];
        sum[v] += value / runs;
        squares[v] += value * value / runs;
      }
    }
    for (int v = 0; v < 4; v++) {
      double target = expected[v];
      double error = Math.sqrt((squares[v] - sum[v] * sum[v]) / (runs - 1));
      // Both programs' means have about this error; what they print is rounded.
      assertEquals(target, sum[v], 4 * error + 0.003 * target + 1e-9, method + " " + setting + ", score " + v);
    }
  }

  /** Found before anything is computed: a link to nowhere in the place of a picture, a folder in that of a table. */
  @Test
  void whatCannotBeWrittenIsSaidAtOnce() throws IOException {
    Path own = folder.resolve("unwritable");
    String[] arguments = {"--quick", "--claim", "C1", "--climatologies", "1", "--runs", "1", "--out",
        own.toString()};
    Files.createSymbolicLink(own, Path.of("nowhere"));
    assertEquals(2, run(arguments), text);
    assertTrue(text.contains(own + ": cannot be written: it is a symbolic link to nowhere, which does not exist"),
        text);
    Files.delete(own);
    Files.createDirectories(own);
    for (String name : List.of("C1-scores.png", "C1.csv")) {
      Path loose = Files.createSymbolicLink(own.resolve(name), folder.resolve("nowhere/picture.png"));
      assertEquals(2, run(arguments), text);
      assertTrue(text.contains(loose + ": cannot be written: it is a symbolic link to "), text);
      Files.delete(loose);
    }
    Path table = Files.createDirectory(own.resolve("C1.json"));
    assertEquals(2, run(arguments), text);
    assertTrue(text.contains(table + ": cannot be written: it is a directory"), text);
    Files.delete(table);
    assertEquals(Map.of(), files(own));
    assertEquals(0, run(arguments), text);
    assertTrue(text.contains("and as pictures"), text);
    // And later: the tables stay, and the path is named.
    Files.delete(own.resolve("C1-scores.png"));
    Path late = Files.createSymbolicLink(own.resolve("C1-scores.png"), folder.resolve("nowhere/picture.png"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> StudyPictures.write(own,
        Map.of("C1-scores", drawing(null)))).getMessage().contains(late.toString()));
  }

  /** Settings with which nothing was run do not own the folder. */
  @Test
  void aStudyThatHasNotBegunDoesNotOwnItsFolder() throws IOException {
    Path own = folder.resolve("early");
    LatentEtkfStudy.store(own, StudySettings.PUBLISHED).close();
    assertEquals(0, run("--quick", "--claim", "C1", "--climatologies", "1", "--runs", "1", "--out", own.toString()),
        text);
    assertEquals(2, run("--claim", "C1", "--out", own.toString()));
    assertTrue(text.contains("were made with members = 16, not 64"), text);
  }

  private static StudyPictures.Drawing drawing(String reason) {
    return new StudyPictures.Drawing() {
      @Override
      public String svg() throws IOException {
        if (reason != null) {
          throw new IOException(reason);
        }
        return "<svg/>";
      }

      @Override
      public byte[] png() {
        return new byte[] {1};
      }
    };
  }

  @Test
  void allPicturesThatCannotBeDrawnAreNamed() throws IOException {
    Map<String, StudyPictures.Drawing> pictures = new LinkedHashMap<>();
    pictures.put("P1-scores", drawing("no fonts"));
    pictures.put("P1-circle", drawing("no PNG"));
    pictures.put("P2-scores", drawing(null));
    pictures.put("P3-scores", drawing("no fonts"));
    assertEquals(List.of("no picture P1-scores, P3-scores: no fonts", "no picture P1-circle: no PNG"),
        StudyPictures.write(folder, pictures));
    assertEquals(List.of("P2-scores.png", "P2-scores.svg"), List.copyOf(files(folder).keySet()));
  }
}
