package org.isobit.models.analyse.internal.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.analyse.internal.observation.AnalysisStatistics;
import org.isobit.models.analyse.internal.observation.ObservationNetwork;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.plan.Assimilation;
import org.isobit.models.analyse.internal.plan.Audit;
import org.isobit.models.analyse.internal.plan.LocalCounts;
import org.isobit.models.analyse.internal.result.AnalysisPictures;
import org.isobit.models.analyse.internal.result.AnalysisReport;
import org.isobit.models.analyse.internal.result.NetcdfResults;
import org.isobit.models.analyse.internal.result.NpyResults;
import org.isobit.models.analyse.internal.result.ReportTable;
import org.isobit.models.analyse.internal.result.ResultWriter;
import org.isobit.models.analyse.internal.source.NetcdfSource;
import org.isobit.models.analyse.internal.source.UsableMembers;
import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.cli.Progress;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.OutputDirectory;

/** One analysis from plan to output directory, with the time of each phase. Used once. */
public final class AnalysisRun implements Assimilation.Watch {

  private final AnalysisPlan plan;
  private final PrintWriter notes;
  private final DeviceUse devices;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final Audit audit;
  private long phaseBegin;
  private ObservationNetwork network;
  private LocalCounts counts;
  private InflationField field;
  private Progress progress;

  /** The folder in the making. */
  private Path folder;

  /** A run that tells in single lines on {@code notes} what it is about to do, and notes what ran on a device. */
  public AnalysisRun(AnalysisPlan plan, PrintWriter notes, DeviceUse devices) {
    this.plan = plan;
    this.notes = notes;
    this.devices = devices;
    this.audit = plan.audit() != null ? new Audit(plan) : null;
  }

  /**
   * Runs it.
   *
   * @return what to tell on standard output
   * @throws IOException if the system cannot read or write; nothing is left of the output then
   */
  public String run() throws IOException {
    try (OutputDirectory directory = OutputDirectory.create(plan.results().directory())) {
      phaseBegin = System.nanoTime();
      ResultWriter writer = plan.source() instanceof NetcdfSource ? new NetcdfResults(plan) : new NpyResults(plan);
      writer.check();
      folder = directory.path();
      UsableMembers forecast = UsableMembers.read(plan.source(), plan.layout(), plan.blowUp(), plan.minimum());
      Ensemble ensemble = forecast.ensemble();
      field = plan.method().start(ensemble.size());
      end("read");
      forecast.missing().forEach(m -> notes.println("without member " + m.label() + ": " + m.reason()));
      if (plan.source() instanceof NetcdfSource netcdf && netcdf.validTimes(forecast.members()).size() > 1) {
        List<String> times = netcdf.validTimes(forecast.members());
        notes.println("members are of " + times.size() + " times, " + times.getFirst() + " to " + times.getLast()
            + "; means and spreads are dated " + netcdf.validTime());
      }
      if (plan.layout().leftOut() > 0) {
        notes.println("without " + plan.layout().leftOut() + " points that some members mask and others have");
      }

      double[] forecastMean = ensemble.mean();
      double[] forecastSpread = spread(ensemble);
      end("statistics before");

      List<String> labels = IntStream.of(forecast.members()).mapToObj(plan.source().labels()::get).toList();
      Assimilation.Done done = plan.assimilation().run(ensemble, plan.tables(), plan.time(), labels,
          Cycle.of(plan.seed(), plan.cycle()).with(devices), field, this);
      end(audit == null ? "statistics after" : "audit");

      AnalysisStatistics statistics = AnalysisStatistics.of(done.before(), done.after(),
          done.network().observations());
      AnalysisReport report = new AnalysisReport(plan, forecast, done, statistics, counts, forecastMean,
          forecastSpread, ensemble.mean(), spread(ensemble), audit == null ? null : audit.result());
      end("report");

      String pictureProblem;
      try {
        pictureProblem = write(writer, directory, forecast, report, done);
      } catch (IOException e) {
        throw AtomicFiles.naming(plan.results().directory(), e);
      }
      if (pictureProblem != null) {
        notes.println("no picture: " + pictureProblem);
      }
      return ReportTable.of(report) + "written to " + plan.results().directory() + "\n";
    } finally {
      if (progress != null) {
        progress.close();
      }
    }
  }

  /** Writes everything; returns why there is no picture, or null. */
  private String write(ResultWriter writer, OutputDirectory directory, UsableMembers forecast, AnalysisReport report,
      Assimilation.Done done) throws IOException {
    writer.write(directory.path(), forecast, forecast.ensemble(), report);
    if (field != null) {
      double[] state = field.toArray();
      // In full precision, whatever the ensemble has: the next cycle goes on from here.
      NpyFile.write(directory.path().resolve("inflation.npy"), state, inflationShape());
    }
    end("write arrays");
    String pictureProblem = plan.results().pictures() ? draw(directory.path(), report) : null;
    end("pictures");
    String rejected = done.network().rejectedCsv();
    if (rejected != null) {
      Files.writeString(directory.path().resolve("rejected.csv"), rejected);
    }
    Files.writeString(directory.path().resolve("report.json"), report.json());
    Files.writeString(directory.path().resolve("run.json"), AnalysisReport.runJson(plan, seconds, devices));
    directory.commit();
    return pictureProblem;
  }

  @Override
  public ObservationNetwork before(Ensemble forecast, ObservationNetwork network, FieldTransform[] transforms)
      throws IOException {
    this.network = network;
    int observed = network.observations().count();
    notes.println(plan.method().description() + ": " + (forecast.members() == 1 ? "one forecast of "
        : forecast.members() + " members of ") + fieldsText() + ", " + observed
        + (observed == 1 ? " observation" : " observations"));
    notes.flush();
    ObservationNetwork watched = audit == null ? network : audit.before(forecast, network, transforms, field);
    end("observations");
    progress = Progress.uncounted("analysing");
    return watched;
  }

  @Override
  public void after(Ensemble analysis) throws IOException {
    progress.close();
    counts = LocalCounts.of(plan.method(), network); // now, when the filter has searched for most of it
    end("analysis");
    if (audit != null) {
      audit.after(analysis, folder);
    }
  }

  /** The spread, or null of one forecast. */
  private static double[] spread(Ensemble ensemble) {
    return ensemble.members() == 1 ? null : ensemble.spread();
  }

  private String fieldsText() {
    int fields = plan.layout().fields().size();
    return (fields > 1 ? fields + " fields " + (plan.layout().staggered() ? "with grids of their own" : "of ") : "")
        + (plan.layout().staggered() ? "" : shapeText(plan.source().shape()));
  }

  /** Ends a phase and begins the next. */
  private void end(String phase) {
    long now = System.nanoTime();
    seconds.put(phase, (now - phaseBegin) / 1e9);
    phaseBegin = now;
  }

  /** The factors of a state, then their deviations. */
  private int[] inflationShape() {
    int[] shape = plan.source().shape();
    if (plan.layout().size() != plan.source().points(0)) {
      return new int[] {2, plan.layout().size()};
    }
    int[] both = new int[shape.length + 1];
    both[0] = 2;
    System.arraycopy(shape, 0, both, 1, shape.length);
    return both;
  }

  /** Draws; a system without fonts must not cost the analysis, a full disk does. Returns what went wrong, or null. */
  private static String draw(Path directory, AnalysisReport report) throws IOException {
    Map<String, byte[]> pictures;
    try {
      pictures = AnalysisPictures.of(report);
    } catch (IOException | RuntimeException | LinkageError | InternalError e) {
      return "this Java cannot draw here (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")";
    }
    for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
      Files.write(directory.resolve(picture.getKey()), picture.getValue());
    }
    return null;
  }

  static String shapeText(int[] shape) {
    StringBuilder text = new StringBuilder();
    for (int s : shape) {
      text.append(text.isEmpty() ? "" : " x ").append(String.format(Locale.ROOT, "%d", s));
    }
    return text.toString();
  }
}
