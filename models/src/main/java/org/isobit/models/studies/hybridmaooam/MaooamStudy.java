package org.isobit.models.studies.hybridmaooam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.hybrid.HybridModel;
import org.isobit.models.io.NpyFile;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.studies.StudyJobs.Completed;

/**
 * Runs the jobs of the study in three stages: spin-up, analyses, which stay beside the records as arrays, and what
 * learns from them. For one thread, whose workers run jobs side by side.
 */
final class MaooamStudy {

  /** Keys of first states. */
  private static final long TESTS = 10;
  private static final long TRUTHS = 5;

  /** Seed of the first training; others follow. */
  private static final long SEED = 2020;

  private final CoupledSystem system = new CoupledSystem();
  private final Sizes sizes;
  private final RunStore<RunRecord> store;
  private final Workers workers;

  /** Of all jobs; made when the first one asks. */
  private Forecasts forecasts;

  MaooamStudy(Sizes sizes, RunStore<RunRecord> store, Workers workers) {
    this.sizes = sizes;
    this.store = store;
    this.workers = workers;
  }

  /** Opens or makes the folder of a study. */
  static RunStore<RunRecord> store(Path folder, Sizes sizes) throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>(RunStore.fields(sizes.withNetworks(1)));
    settings.put("learning", Learning.settings(1, sizes.epochs(), 0).settings());
    return RunStore.open(folder, "hybrid-maooam", settings, RunRecord.class,
        record -> record != null && record.isWhole());
  }

  /** All jobs of some cases. */
  static List<Job> jobs(List<Case> cases, Sizes sizes) {
    Set<Job> jobs = new LinkedHashSet<>(List.of(Job.of(Job.Part.TESTS), Job.of(Job.Part.TRUTHS)));
    for (Case of : cases) {
      for (int t = 0; t < sizes.truths(); t++) {
        jobs.add(Job.of(Job.Part.ANALYSES, of, t));
      }
    }
    jobs.add(Job.of(Job.Part.TRUTH));
    jobs.add(Job.of(Job.Part.TRUNCATED));
    for (Case of : cases) {
      jobs.add(Job.of(Job.Part.REGRESSION, of, 0));
      for (int i = 0; i < sizes.networks(); i++) {
        jobs.add(Job.of(Job.Part.NETWORK, of, i));
      }
    }
    return new ArrayList<>(jobs);
  }

  /** Runs what has no record yet. */
  Completed<Job, RunRecord> run(List<Job> jobs) throws IOException {
    Map<Job, RunRecord> records = new LinkedHashMap<>();
    int before = 0;
    for (Stage stage : Stage.values()) {
      Completed<Job, RunRecord> done = StudyJobs.complete("hybrid-maooam, " + stage.label,
          jobs.stream().filter(job -> stage.parts.contains(job.part())).toList(), store, workers, this::run);
      records.putAll(done.records());
      before += done.before();
    }
    return new Completed<>(records, before);
  }

  private enum Stage {
    SPIN_UP("spin-up", Job.Part.TESTS, Job.Part.TRUTHS),
    ANALYSES("analyses", Job.Part.ANALYSES),
    SCORES("training and forecasts", Job.Part.TRUTH, Job.Part.TRUNCATED, Job.Part.REGRESSION, Job.Part.NETWORK);

    private final String label;
    private final List<Job.Part> parts;

    Stage(String label, Job.Part... parts) {
      this.label = label;
      this.parts = List.of(parts);
    }
  }

  /** One job, on one thread. */
  private RunRecord run(Job job) {
    return switch (job.part()) {
      case TESTS -> new RunRecord(spunUp(sizes.tests(), TESTS), null, null, null, null);
      case TRUTHS -> truths();
      case ANALYSES -> analyses(job);
      case TRUTH -> new RunRecord(null, null, null, null, forecasts().ofTruth());
      case TRUNCATED -> new RunRecord(null, null, null, null,
          forecasts().score(system.truncated(), CoupledSystem.STEPS));
      case REGRESSION -> scored(Learning.regression(samples(job, false), samples(job, true)));
      case NETWORK -> scored(Learning.network(job.of(), sizes.epochs() * job.of().epochs(), samples(job, false),
          samples(job, true), SEED + job.number(),
          store.folder().resolve("networks").resolve(job.of().label() + "-" + job.number() + ".safetensors")));
    };
  }

  private double[][] spunUp(int count, long seed) {
    double[] states = system.first(count, seed);
    for (int k = 0; k < sizes.spinUp(); k++) {
      system.advanceTruth(states);
    }
    return rows(states);
  }

  private static double[][] rows(double[] states) {
    double[][] rows = new double[states.length / CoupledSystem.WHOLE][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Arrays.copyOfRange(states, r * CoupledSystem.WHOLE, (r + 1) * CoupledSystem.WHOLE);
    }
    return rows;
  }

  /** Moments over the truths and some outputs; the truths that are observed begin after those. */
  private RunRecord truths() {
    double[] states = Arrays.stream(spunUp(sizes.truths(), TRUTHS)).flatMapToDouble(Arrays::stream).toArray();
    int n = CoupledSystem.SIZE;
    double count = sizes.truths() * (double) sizes.climate();
    double[] means = new double[n];
    double[] squares = new double[n];
    double[] errors = new double[n];
    double[] origin = system.projected(states);
    double[] before = origin;
    for (int k = 0; k < sizes.climate(); k++) {
      system.advanceTruth(states);
      double[] now = system.projected(states);
      double[] forecast = before.clone();
      system.advanceTruncated(Ensemble.of(forecast, sizes.truths(), n));
      for (int i = 0; i < now.length; i++) {
        double d = now[i] - origin[i % n]; // so that little cancels below
        double e = now[i] - forecast[i];
        means[i % n] += d / count;
        squares[i % n] += d * d / count;
        errors[i % n] += e * e / count;
      }
      before = now;
    }
    double[] deviations = new double[n];
    for (int i = 0; i < n; i++) {
      deviations[i] = Math.sqrt(squares[i] - means[i] * means[i]);
      means[i] += origin[i];
      errors[i] = Math.sqrt(errors[i]);
    }
    return new RunRecord(rows(states), new RunRecord.Climate(means, deviations, errors), null, null, null);
  }

  private RunRecord analyses(Job job) {
    RunRecord truths = record(Job.Part.TRUTHS);
    AnalysisRun run = new AnalysisRun(system, job.of().source(), sizes, truths.climate(), job.number());
    run.run(truths.states()[job.number()]);
    Path file = file(job.of().source(), job.number());
    try {
      Files.createDirectories(file.getParent());
      NpyFile.write(file, run.series(), AnalysisRun.count(sizes), CoupledSystem.SIZE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RunRecord(null, null, run.scores(), null, null);
  }

  private RunRecord record(Job.Part part) {
    try {
      return store.read(Job.of(part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(Source source, int truth) {
    return store.folder().resolve("analyses").resolve(source.label()).resolve("truth-" + truth + ".npy");
  }

  private Samples samples(Job job, boolean validation) {
    double[][] series = new double[sizes.truths()][];
    for (int t = 0; t < series.length; t++) {
      series[t] = read(file(job.of().source(), t));
    }
    return Samples.of(system, series, validation, job.of().part());
  }

  private double[] read(Path file) {
    int[] shape = {AnalysisRun.count(sizes), CoupledSystem.SIZE};
    try {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(file + ": is missing, though there is a record that it was made; remove "
            + store.folder() + " to have everything made again");
      }
      NpyFile array = NpyFile.read(file);
      if (!Arrays.equals(array.shape(), shape)) {
        throw new IllegalArgumentException(file + ": has shape " + array.shapeText() + ", but " + shape[0] + "x"
            + shape[1] + " is needed; it is not of this study");
      }
      return array.doubles();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunRecord scored(Learning learning) {
    HybridModel model = HybridModel.of(system.truncated(), CoupledSystem.STEPS, learning.correction());
    return new RunRecord(null, null, null, learning.scores(), forecasts().score(model, 1));
  }

  private synchronized Forecasts forecasts() {
    if (forecasts == null) {
      forecasts = Forecasts.of(system, sizes, record(Job.Part.TESTS).states());
    }
    return forecasts;
  }
}
