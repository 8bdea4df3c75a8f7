package org.isobit.models.analyse.internal.result;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.source.UsableMembers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.cli.Progress;
import org.isobit.models.io.NpyType;
import org.isobit.models.io.NpyWriter;

/** Results as {@code .npy} files. */
public final class NpyResults implements ResultWriter {

  private final AnalysisPlan plan;
  private final NpyType type;

  public NpyResults(AnalysisPlan plan) {
    this.plan = plan;
    this.type = switch (plan.results().type()) {
      case "f8" -> NpyType.FLOAT64;
      case "f4" -> NpyType.FLOAT32;
      default -> plan.source().single() ? NpyType.FLOAT32 : NpyType.FLOAT64;
    };
  }

  @Override
  public void write(Path directory, UsableMembers forecast, Ensemble analysis,
      AnalysisReport report) throws IOException {
    int size = analysis.size();
    boolean increments = plan.results().increments();
    long[] one = shape();
    try (Progress progress = new Progress("writing members", analysis.members() * (increments ? 2L : 1L))) {
      Members members = new Members(directory, "analysis", analysis.members());
      for (int m = 0; m < analysis.members(); m++) {
        members.write(forecast.members()[m], analysis.values(), analysis.index(m), size);
        progress.step(1);
      }
      members.close();
      writeOne(directory.resolve("mean.npy"), report.mean(), one);
      if (report.spread() != null) {
        writeOne(directory.resolve("spread.npy"), report.spread(), one);
      }
      writeOne(directory.resolve("increment.npy"), report.increment(), one);
      if (increments) {
        writeIncrements(directory, forecast, analysis, progress);
      }
    }
  }

  private long[] shape(long... before) {
    int[] state = plan.source().shape();
    long[] shape = java.util.Arrays.copyOf(before, before.length + state.length);
    for (int d = 0; d < state.length; d++) {
      shape[before.length + d] = state[d];
    }
    return shape;
  }

  /** One file for all members, or a folder with one for each. */
  private final class Members {
    private final Path folder;
    private final NpyWriter whole;

    Members(Path directory, String name, int count) throws IOException {
      folder = plan.results().separate() ? Files.createDirectory(directory.resolve(name)) : null;
      whole = folder != null ? null : npy(directory.resolve(name + ".npy"), shape(count));
    }

    void write(int member, double[] values, int offset, int n) throws IOException {
      if (whole != null) {
        whole.write(values, offset, n);
        return;
      }
      Path file = folder.resolve(plan.source().resultFile(member));
      Files.createDirectories(file.getParent());
      try (NpyWriter out = npy(file, shape())) {
        out.write(values, offset, n);
      }
    }

    void close() throws IOException {
      if (whole != null) {
        whole.close();
      }
    }
  }

  /** Analysis minus forecast, which is read a second time, member by member, rather than kept. */
  private void writeIncrements(Path directory, UsableMembers forecast, Ensemble analysis, Progress progress)
      throws IOException {
    double[] increment = new double[plan.source().elements()];
    Members members = new Members(directory, "increments", analysis.members());
    for (int m = 0; m < analysis.members(); m++) {
      plan.source().read(forecast.members()[m], increment);
      int start = analysis.index(m);
      for (int i = 0; i < increment.length; i++) {
        increment[i] = analysis.values()[start + i] - increment[i];
      }
      members.write(forecast.members()[m], increment, 0, increment.length);
      progress.step(1);
    }
    members.close();
  }

  private void writeOne(Path file, double[] values, long[] shape) throws IOException {
    try (NpyWriter out = npy(file, shape)) {
      out.write(values, 0, values.length);
    }
  }

  private NpyWriter npy(Path file, long[] shape) throws IOException {
    return new NpyWriter(new BufferedOutputStream(Files.newOutputStream(file)), type, shape);
  }
}
