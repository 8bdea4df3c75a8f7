package org.isobit.models.studies.hybridlorenz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.hybrid.HybridModel;
import org.isobit.models.hybrid.TendencySamples;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.studies.StudyJobs.Completed;

/**
 * Runs the jobs of the study: analyses first, which stay beside the records as arrays, then what learns from them.
 * Thread-safe.
 */
final class LorenzStudy {

  private static final String NAME = "hybrid-lorenz";

  private final LorenzSystem system = new LorenzSystem();
  private final Sizes sizes;
  private final RunStore<RunRecord> store;

  /** Of all jobs; made when the first one asks. */
  private Forecasts forecasts;
  private FreeClimate climate;

  LorenzStudy(Sizes sizes, RunStore<RunRecord> store) {
    this.sizes = sizes;
    this.store = store;
  }

  /** Opens or makes the folder of a study. */
  static RunStore<RunRecord> store(Path folder, Sizes sizes) throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("sizes", sizes.withNetworks(1));
    settings.put("training", LorenzSystem.settings(sizes.epochs(), 0).settings());
    settings.put("penalty", LorenzSystem.PENALTY);
    settings.put("regression", LorenzSystem.REGRESSION);
    return RunStore.open(folder, NAME, settings, RunRecord.class, record -> record != null && record.isWhole());
  }

  /** Runs what has no record yet, and shows how far it is. */
  Completed<Job, RunRecord> run(Collection<Job> jobs, Workers workers) throws IOException {
    return StudyJobs.complete(NAME, jobs, store, workers, this::run);
  }

  /** One job, on one thread; null if its analyses failed. */
  private RunRecord run(Job job) {
    try {
      return switch (job.part()) {
        case ANALYSES -> analyses(job.setting());
        case TRUTH -> truth();
        case TRUNCATED -> scored(null, system.truncated());
        case RIDGE, NETWORK -> failed(job.setting()) ? null : learned(job);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean failed(Setting setting) throws IOException {
    RunRecord analyses = store.read(Job.of(setting, Job.Part.ANALYSES));
    return analyses != null && analyses.analyses().failure() != null;
  }

  private RunRecord analyses(Setting setting) {
    AnalysisRun run = new AnalysisRun(system, setting, sizes);
    run.run();
    RunRecord.Analyses scores = run.scores();
    if (scores.failure() == null) {
      store.writeArray(file(setting), run.kept(), LorenzSystem.SLOW);
    }
    return new RunRecord(scores, null, null, null, null, null, null);
  }

  private static String file(Setting setting) {
    return "analyses/" + setting.label() + ".npy";
  }

  private RunRecord learned(Job job) throws IOException {
    Setting setting = job.setting();
    int training = AnalysisRun.training(sizes, sizes.steps() / setting.interval());
    double[][] kept = {store.readArray(file(setting), training + 1 + sizes.validation() + 1, LorenzSystem.SLOW,
        Job.of(setting, Job.Part.ANALYSES))};
    TendencySamples first = TendencySamples.of(system.truncated(), setting.interval(), kept, 0, training);
    TendencySamples last = TendencySamples.of(system.truncated(), setting.interval(), kept, training + 1,
        sizes.validation());
    Learning learning = job.part() == Job.Part.RIDGE ? Learning.regression(first, last)
        : Learning.network(sizes, first, last, job.seed(), store.folder().resolve("networks")
            .resolve(setting.label() + "-" + job.network() + ".safetensors"), setting.label());
    return scored(learning.scores(), HybridModel.of(system.truncated(), learning.correction()));
  }

  private RunRecord scored(RunRecord.Training training, ForecastModel model) {
    return new RunRecord(null, training, forecasts().score(model), climate().run(model), climate().exponents(model),
        climate().growth(model), null);
  }

  private RunRecord truth() {
    double[][] all = climate().truthExponents();
    return new RunRecord(null, null, forecasts().score(null), climate().run(null),
        Arrays.copyOf(all, all.length - 2), climate().growth(null),
        Arrays.copyOfRange(all, all.length - 2, all.length));
  }

  private synchronized Forecasts forecasts() {
    if (forecasts == null) {
      forecasts = Forecasts.of(system, sizes);
    }
    return forecasts;
  }

  synchronized FreeClimate climate() {
    if (climate == null) {
      climate = FreeClimate.of(system, sizes);
    }
    return climate;
  }
}
