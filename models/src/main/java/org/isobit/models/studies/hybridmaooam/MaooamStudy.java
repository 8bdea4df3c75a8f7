package org.isobit.models.studies.hybridmaooam;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.isobit.models.hybrid.TendencySamples;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.studies.StudyJobs.Completed;

/**
 * Runs the jobs of the study in three stages: spin-up, analyses, which stay beside the records as arrays, and what
 * learns from them. For one thread, whose workers run jobs side by side.
 */
final class MaooamStudy {

  private static final String NAME = "hybrid-maooam";

  /** Samples of a truth that validate are the last ones, one of so many. */
  private static final int VALIDATION = 10;

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
    return RunStore.open(folder, NAME, settings, RunRecord.class,
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
    return StudyJobs.complete(NAME, jobs, store, workers, this::run);
  }

  /** One job, on one thread. */
  private RunRecord run(Job job) {
    try {
      return switch (job.part()) {
        case TESTS -> new RunRecord(rows(spunUp(sizes.tests(), TESTS)), null, null, null, null);
        case TRUTHS -> truths();
        case ANALYSES -> analyses(job);
        case TRUTH -> new RunRecord(null, null, null, null, forecasts().ofTruth());
        case TRUNCATED -> new RunRecord(null, null, null, null, forecasts().score(system.truncated()));
        case REGRESSION -> scored(Learning.regression(samples(job, false), samples(job, true)));
        case NETWORK -> scored(Learning.network(job.of(), sizes.epochs() * job.of().epochs(), samples(job, false),
            samples(job, true), SEED + job.number(),
            store.folder().resolve("networks").resolve(job.of().label() + "-" + job.number() + ".safetensors")));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double[] spunUp(int count, long seed) {
    double[] states = system.first(count, seed);
    system.advanceTruth(states, sizes.spinUp());
    return states;
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
    double[] states = spunUp(sizes.truths(), TRUTHS);
    int n = CoupledSystem.SIZE;
    double count = sizes.truths() * (double) sizes.climate();
    double[] means = new double[n];
    double[] squares = new double[n];
    double[] errors = new double[n];
    double[] origin = system.truncation().project(states);
    double[] before = origin;
    for (int k = 0; k < sizes.climate(); k++) {
      system.advanceTruth(states, 1);
      double[] now = system.truncation().project(states);
      double[] forecast = before.clone();
      system.truncated().advance(0, 1, Ensemble.of(forecast, sizes.truths(), n), Workers.serial());
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

  private RunRecord analyses(Job job) throws IOException {
    RunRecord truths = store.read(Job.of(Job.Part.TRUTHS));
    AnalysisRun run = new AnalysisRun(system, job.of().source(), sizes, truths.climate(), job.number());
    run.run(truths.states()[job.number()]);
    store.writeArray(file(job), run.series(), CoupledSystem.SIZE);
    return new RunRecord(null, null, run.scores(), null, null);
  }

  private static String file(Job analyses) {
    return "analyses/" + analyses.of().source().label() + "/truth-" + analyses.number() + ".npy";
  }

  /** Of each truth the first samples: a part of those that do not validate, or the ones that do. */
  private TendencySamples samples(Job job, boolean validation) {
    double[][] series = new double[sizes.truths()][];
    for (int t = 0; t < series.length; t++) {
      Job analyses = Job.of(Job.Part.ANALYSES, job.of(), t);
      series[t] = store.readArray(file(analyses), AnalysisRun.count(sizes), CoupledSystem.SIZE, analyses);
    }
    return samples(system, series, validation, job.of().part());
  }

  static TendencySamples samples(CoupledSystem system, double[][] series, boolean validation, int part) {
    int all = series[0].length / CoupledSystem.SIZE - 1;
    int last = Math.max(1, all / VALIDATION);
    return TendencySamples.of(system.truncated(), 1, series, validation ? all - last : 0,
        validation ? last : Math.max(1, (all - last) / part));
  }

  private RunRecord scored(Learning learning) throws IOException {
    HybridModel model = HybridModel.of(system.truncated(), learning.correction());
    return new RunRecord(null, null, null, learning.scores(), forecasts().score(model));
  }

  private synchronized Forecasts forecasts() throws IOException {
    if (forecasts == null) {
      forecasts = Forecasts.of(system, sizes, store.read(Job.of(Job.Part.TESTS)).states());
    }
    return forecasts;
  }
}
