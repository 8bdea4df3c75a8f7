package org.isobit.models.twin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
 * Runs the points of a sweep side by side and keeps each as soon as it is done, so that a sweep that was ended at any
 * moment goes on where it was; what is written in the end depends neither on that nor on threads.
 */
final class SweepRun {

  private static final List<String> FILES = List.of("sweep.csv", "sweep.json", "experiment.yaml", "sweep.svg",
      "sweep.png");

  private SweepRun() {}

  /** The scores of a point's methods. */
  record Scores(List<Score> methods) {
    boolean whole() {
      return methods != null && methods.stream().allMatch(s -> s != null && s.rmse() != null
          && s.divergences() != null);
    }
  }

  /** One point. */
  private record Point(int number, int cost) implements StudyJob {
    @Override
    public String path() {
      return "point-" + number;
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
    List<Point> points = IntStream.range(0, all.points().size())
        .mapToObj(i -> new Point(i, cost(all.points().get(i)))).toList();
    try (RunStore<Scores> store = RunStore.open(folder, "twin-sweep", identity(all), Scores.class, Scores::whole)) {
      List<Point> pending = StudyJobs.pending(points, store);
      List<String> names = all.methods();
      long cycles = pending.stream().map(p -> all.points().get(p.number())).mapToLong(SweepRun::cycles).sum();
      try (Progress progress = new Progress(all.name(), cycles)) {
        StudyJobs.run(pending, point -> new Scores(ExperimentSweep.scores(TwinRun.run(
            all.points().get(point.number()), Workers.serial(), devices, progress::step), names)), store,
            Workers.shared(), cost -> { });
      }
      List<List<Score>> scores = new ArrayList<>();
      StudyJobs.records(points, store).values().forEach(record -> scores.add(record.methods()));
      SweepResult result = all.result(scores);
      out.print(TextTable.fit(SweepTable.text(result), System.out.charset()));
      out.println("\n" + points.size() + " experiments, " + (points.size() - pending.size())
          + " of them from before");
      out.flush();
      write(all, result, folder, out, err);
    }
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
        AtomicFiles.writeText(folder.resolve(name), ExperimentYaml.write(all.points().get(best).withMethod(m)));
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

  /** Cycles that the listener hears of. */
  static long cycles(Experiment e) {
    return (long) e.cycles() * e.methods().size() * e.seeds().size();
  }

  private static int cost(Experiment e) {
    long members = e.methods().stream().mapToLong(Experiment.Method::members).sum();
    return (int) Math.min(Integer.MAX_VALUE, 1 + (double) e.cycles() * e.seeds().size() * members / 1000);
  }
}
