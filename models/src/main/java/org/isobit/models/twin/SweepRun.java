package org.isobit.models.twin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.cli.BuildVersion;
import org.isobit.models.cli.Progress;
import org.isobit.models.cli.TextTable;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJob;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.studies.StudyPictures;
import org.isobit.models.sweep.Score;
import org.isobit.models.sweep.SweepChart;
import org.isobit.models.sweep.SweepResult;
import org.isobit.models.sweep.SweepTable;

/**
 * Runs the methods of a sweep's points side by side and keeps the scores of each as soon as it is done, so that a sweep
 * that was ended at any moment goes on where it was; what is written in the end depends neither on that nor on threads.
 * What several points have alike, as a method that no key concerns, is run once.
 */
final class SweepRun {

  private static final List<String> FILES = List.of("sweep.csv", "sweep.json", "experiment.yaml", "sweep.svg",
      "sweep.png");

  private SweepRun() {}

  /** What a run is kept as: the scores of the methods of one experiment. */
  record Scores(List<Score> methods) {
    boolean whole() {
      return methods != null && methods.stream().allMatch(s -> s != null && s.rmse() != null
          && s.smoothed() != null && s.divergences() != null);
    }
  }

  /** An experiment with one method, which is of one point or of several. */
  private record Run(int number, Experiment experiment, String name, int point) implements StudyJob {
    @Override
    public String path() {
      return "run-" + number;
    }

    @Override
    public int cost() {
      long steps = (long) experiment.cycles() * experiment.seeds().size();
      return (int) Math.min(Integer.MAX_VALUE, 1 + steps / 1000 * experiment.methods().getFirst().members());
    }
  }

  /** What the records of a sweep's or a tuning's runs depend on. */
  static Map<String, Object> identity(ExperimentSweep all) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("version", BuildVersion.number());
    identity.put("experiment", all.name());
    identity.put("sweep", all.sweep().toMap());
    identity.put("experiments", all.digest());
    return identity;
  }

  /** Runs what is left and writes all; tells the table and where it is. */
  static void run(ExperimentSweep all, Path folder, DeviceUse devices, PrintWriter out, PrintWriter err)
      throws IOException {
    OutputPlaces.requireDirectory(folder);
    FILES.forEach(file -> OutputPlaces.requireFile(folder.resolve(file)));
    List<List<Run>> points = runs(all);
    List<Run> runs = points.stream().flatMap(List::stream).distinct().toList();
    try (RunStore<Scores> store = RunStore.open(folder, "twin-sweep", identity(all), Scores.class, Scores::whole)) {
      List<Run> pending = StudyJobs.pending(runs, store);
      long cycles = pending.stream().mapToLong(r -> (long) r.experiment.cycles() * r.experiment.seeds().size()).sum();
      try (Progress progress = new Progress(all.name(), cycles)) {
        StudyJobs.run(pending, run -> scores(run.experiment, List.of(run.name), all.sweep().label(run.point), devices,
            progress::step), store, Workers.shared(), cost -> { });
      }
      Map<Run, Scores> records = StudyJobs.records(runs, store);
      SweepResult result = all.result(points.stream().map(point -> point.stream()
          .map(run -> records.get(run).methods().getFirst()).toList()).toList());
      out.print(TextTable.fit(SweepTable.text(result), System.out.charset()));
      out.println("\n" + runs.size() + " runs, " + (runs.size() - pending.size()) + " of them from before");
      out.flush();
      write(all, result, folder, out, err);
    }
  }

  /** Runs an experiment on one thread; what cannot be run is named by its combination. */
  static Scores scores(Experiment experiment, List<String> names, String combination, DeviceUse devices,
      ProgressListener listener) {
    try {
      return new Scores(ExperimentSweep.scores(TwinRun.run(experiment, Workers.serial(), devices, listener), names));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the combination " + combination + ": " + e.getMessage(), e);
    }
  }

  /** Of each point the runs of its methods. */
  private static List<List<Run>> runs(ExperimentSweep all) {
    List<String> names = all.methods();
    Map<Experiment, Run> known = new LinkedHashMap<>();
    List<List<Run>> points = new ArrayList<>();
    for (int p = 0; p < all.points().size(); p++) {
      int point = p;
      List<Run> runs = new ArrayList<>();
      for (int m = 0; m < names.size(); m++) {
        String name = names.get(m);
        runs.add(known.computeIfAbsent(all.points().get(p).withMethod(m), e -> new Run(known.size(), e, name,
            point)));
      }
      points.add(runs);
    }
    return points;
  }

  private static void write(ExperimentSweep all, SweepResult result, Path folder, PrintWriter out, PrintWriter err)
      throws IOException {
    AtomicFiles.writeText(folder.resolve("sweep.csv"), SweepTable.csv(result));
    AtomicFiles.writeText(folder.resolve("sweep.json"), SweepTable.json(result));
    AtomicFiles.writeText(folder.resolve("experiment.yaml"), all.yaml());
    List<String> written = new ArrayList<>(List.of("sweep.csv", "sweep.json", "experiment.yaml"));
    for (int m = 0; m < result.methods(); m++) {
      int best = result.best(m);
      if (best >= 0) {
        String name = result.methods() == 1 ? "best.yaml" : "best-" + m + ".yaml";
        AtomicFiles.writeText(folder.resolve(name),
            ExperimentYaml.write(all.points().get(best).withMethod(m), all.measure()));
        written.add(name);
      }
    }
    List<String> missing = StudyPictures.write(folder, Map.of("sweep", StudyPictures.Drawing.of(
        SweepChart.of(result))));
    missing.forEach(line -> err.println("isobit twin: " + line));
    out.println("Written to " + folder + ": " + String.join(", ", written)
        + (missing.isEmpty() ? ", sweep.svg, sweep.png" : ""));
    out.flush();
  }
}
