package org.isobit.models.analyse;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflationField;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.cli.Progress;
import org.isobit.models.io.NpyType;
import org.isobit.models.io.NpyWriter;
import org.isobit.models.io.OutputDirectory;

/** One analysis from plan to output directory, with the time of each phase. Used once. */
final class AnalysisRun {

  private final AnalysisPlan plan;
  private final PrintWriter notes;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long phaseBegin;

  /** A run that tells in single lines on {@code notes} what it is about to do. */
  AnalysisRun(AnalysisPlan plan, PrintWriter notes) {
    this.plan = plan;
    this.notes = notes;
  }

  /**
   * Runs it.
   *
   * @return what to tell on standard output
   * @throws IOException if the system cannot read or write; nothing is left of the output then
   */
  String run() throws IOException {
    try (OutputDirectory directory = OutputDirectory.create(plan.output())) {
      phaseBegin = System.nanoTime();
      Ensemble ensemble = plan.ensemble().read(plan.grid());
      Observations observations = plan.network().observations();
      InflationField field = plan.method().start(ensemble.size());
      end("read");

      double[] forecastMean = ensemble.mean();
      double[] forecastSpread = ensemble.spread();
      Departures before = Departures.of(ensemble, observations);
      LocalCounts counts = LocalCounts.of(plan);
      end("statistics before");

      notes.println(plan.method().description() + ": " + ensemble.members() + " members of "
          + shapeText(plan.ensemble().stateShape()) + ", " + observations.count() + " observations");
      notes.flush();
      try (Progress _ = new Progress("analysing", -1)) {
        plan.method().filter(field).analyse(ensemble, observations, Cycle.of(plan.seed(), plan.cycle()));
      }
      end("analysis");

      double[] mean = ensemble.mean();
      double[] spread = ensemble.spread();
      AnalysisStatistics statistics = AnalysisStatistics.of(before, Departures.of(ensemble, observations), observations);
      AnalysisReport report = new AnalysisReport(plan, statistics, counts, forecastMean, forecastSpread, mean, spread);
      end("statistics after");

      write(directory.path(), ensemble, report);
      if (field != null) {
        double[] state = field.toArray();
        // In full precision, whatever the ensemble has: the next cycle goes on from here.
        try (NpyWriter out = npy(directory.path().resolve("inflation.npy"), NpyType.FLOAT64, inflationShape())) {
          out.write(state, 0, state.length);
        }
      }
      end("write arrays");
      String pictureProblem = plan.picture() ? draw(directory.path(), report) : null;
      end("picture");
      Files.writeString(directory.path().resolve("report.json"), report.json());
      Files.writeString(directory.path().resolve("run.json"), AnalysisReport.runJson(plan, seconds));
      directory.commit();
      if (pictureProblem != null) {
        notes.println("no picture: " + pictureProblem);
      }
      return report.table() + "written to " + plan.output() + "\n";
    }
  }

  /** Ends a phase and begins the next. */
  private void end(String phase) {
    long now = System.nanoTime();
    seconds.put(phase, (now - phaseBegin) / 1e9);
    phaseBegin = now;
  }

  private void write(Path directory, Ensemble ensemble, AnalysisReport report) throws IOException {
    int size = ensemble.size();
    int[] state = plan.ensemble().stateShape();
    long[] whole = new long[state.length + 1];
    whole[0] = ensemble.members();
    for (int d = 0; d < state.length; d++) {
      whole[d + 1] = state[d];
    }
    long[] one = Arrays.copyOfRange(whole, 1, whole.length);
    try (Progress progress = new Progress("writing members", ensemble.members() * (plan.increments() ? 2L : 1L))) {
      try (NpyWriter out = npy(directory.resolve("analysis.npy"), whole)) {
        for (int m = 0; m < ensemble.members(); m++) {
          out.write(ensemble.values(), ensemble.index(m), size);
          progress.step(1);
        }
      }
      writeOne(directory.resolve("mean.npy"), report.mean(), one);
      writeOne(directory.resolve("spread.npy"), report.spread(), one);
      writeOne(directory.resolve("increment.npy"), report.increment(), one);
      if (plan.increments()) {
        writeIncrements(directory.resolve("increments.npy"), ensemble, whole, progress);
      }
    }
  }

  /** Analysis minus forecast, which is read a second time, member by member, rather than kept. */
  private void writeIncrements(Path file, Ensemble ensemble, long[] shape, Progress progress) throws IOException {
    double[] increment = new double[ensemble.size()];
    try (NpyWriter out = npy(file, shape)) {
      plan.ensemble().forEach((m, forecast, offset) -> {
        int start = ensemble.index(m);
        for (int i = 0; i < increment.length; i++) {
          increment[i] = ensemble.values()[start + i] - forecast[offset + i];
        }
        out.write(increment, 0, increment.length);
        progress.step(1);
      });
    }
  }

  private void writeOne(Path file, double[] values, long[] shape) throws IOException {
    try (NpyWriter out = npy(file, shape)) {
      out.write(values, 0, values.length);
    }
  }

  /** The factors of a state, then their deviations. */
  private long[] inflationShape() {
    int[] state = plan.ensemble().stateShape();
    long[] shape = new long[state.length + 1];
    shape[0] = 2;
    for (int d = 0; d < state.length; d++) {
      shape[d + 1] = state[d];
    }
    return shape;
  }

  private NpyWriter npy(Path file, long[] shape) throws IOException {
    return npy(file, plan.type(), shape);
  }

  private static NpyWriter npy(Path file, NpyType type, long[] shape) throws IOException {
    return new NpyWriter(new BufferedOutputStream(Files.newOutputStream(file)), type, shape);
  }

  /** Draws; a system without fonts must not cost the analysis. Returns what went wrong, or null. */
  private String draw(Path directory, AnalysisReport report) throws IOException {
    try {
      return AnalysisPicture.write(directory.resolve("analysis.png"), plan, report);
    } catch (RuntimeException | LinkageError | InternalError e) {
      return "this Java cannot draw here (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")";
    }
  }

  static String shapeText(int[] shape) {
    StringBuilder text = new StringBuilder();
    for (int s : shape) {
      text.append(text.isEmpty() ? "" : " x ").append(String.format(Locale.ROOT, "%d", s));
    }
    return text.toString();
  }
}
