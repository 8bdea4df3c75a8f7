package org.isobit.models.studies.hybrid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.hybrid.HybridModel;
import org.isobit.models.io.NpyFile;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJobs.Completed;
import org.isobit.models.studies.StudyJobs;

/**
 * Runs the jobs of the study: analyses first, which stay beside the records as arrays, then what learns from them.
 * Thread-safe.
 */
final class HybridStudy {

  private final HybridSystem system;
  private final Sizes sizes;
  private final Path folder;

  /** Of all jobs; made when the first one asks. */
  private Forecasts forecasts;
  private FreeClimate climate;

  HybridStudy(HybridSystem system, Sizes sizes, Path folder) {
    this.system = system;
    this.sizes = sizes;
    this.folder = folder;
  }

  /** The records in the folder. */
  RunStore<RunRecord> store() throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("sizes", sizes.withNetworks(1));
    settings.put("training", system.training(sizes.epochs(), 0).settings());
    settings.put("penalty", system.penalty());
    settings.put("regression", system.regression());
    return RunStore.open(folder, system.name(), settings, RunRecord.class,
        record -> record != null && record.isWhole());
  }

  /** Runs what has no record yet, and shows how far it is. */
  Completed<Job, RunRecord> complete(Collection<Job> jobs, RunStore<RunRecord> store, Workers workers)
      throws IOException {
    return StudyJobs.complete(system.name(), jobs, store, StudyJobs::cost,
        (pending, listener) -> run(pending, store, workers, listener));
  }

  private void run(List<Job> pending, RunStore<RunRecord> store, Workers workers, LongConsumer listener) {
    StudyJobs.run(pending.stream().filter(job -> job.part() == Job.Part.ANALYSES).toList(), this::run, store, workers,
        listener);
    StudyJobs.run(pending.stream().filter(job -> job.part() != Job.Part.ANALYSES && !failed(job, store)).toList(),
        this::run, store, workers, listener);
  }

  /** Whether there is nothing to learn from, since the assimilation failed; such jobs have no record. */
  private static boolean failed(Job job, RunStore<RunRecord> store) {
    try {
      RunRecord analyses = job.setting() == null ? null : store.read(Job.of(job.setting(), Job.Part.ANALYSES));
      return analyses != null && analyses.analyses().failure() != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One job, on one thread. */
  RunRecord run(Job job) {
    return switch (job.part()) {
      case ANALYSES -> analyses(job.setting());
      case TRUTH -> truth();
      case TRUNCATED -> scored(null, system.truncated(), 1);
      case RIDGE -> scored(learn(job));
      case NETWORK -> scored(learn(job));
    };
  }

  private RunRecord analyses(Setting setting) {
    AnalysisRun run = new AnalysisRun(system, setting, sizes);
    run.run();
    RunRecord.Analyses scores = run.scores();
    if (scores.failure() != null) {
      return new RunRecord(scores, null, null, null, null, null, null);
    }
    double[] kept = run.kept();
    try {
      Files.createDirectories(file(setting).getParent());
      NpyFile.write(file(setting), kept, kept.length / system.size(), system.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RunRecord(scores, null, null, null, null, null, null);
  }

  private Path file(Setting setting) {
    return folder.resolve("analyses").resolve(setting.label() + ".npy");
  }

  private Learning learn(Job job) {
    Setting setting = job.setting();
    int analyses = sizes.steps() / setting.interval();
    int training = AnalysisRun.training(sizes, analyses);
    double[] kept = read(setting, training + 1 + sizes.validation() + 1);
    Samples first = Samples.of(system, setting, kept, 0, training);
    Samples last = Samples.of(system, setting, kept, training + 1, sizes.validation());
    return job.part() == Job.Part.RIDGE ? Learning.regression(system, first, last)
        : Learning.network(system, sizes, first, last, job.seed(),
            folder.resolve("networks").resolve(setting.label() + "-" + job.network() + ".safetensors"),
            setting.label());
  }

  private double[] read(Setting setting, int rows) {
    Path file = file(setting);
    try {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(file + ": is missing; remove " + folder.resolve("runs")
            .resolve(Job.of(setting, Job.Part.ANALYSES).path() + ".json") + " to have it made again");
      }
      NpyFile array = NpyFile.read(file);
      if (!Arrays.equals(array.shape(), new int[] {rows, system.size()})) {
        throw new IllegalArgumentException(file + ": has shape " + array.shapeText() + ", but " + rows + "x"
            + system.size() + " is needed; it is not of this study");
      }
      return array.doubles();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunRecord scored(Learning learning) {
    HybridModel model = HybridModel.of(system.truncated(), system.hybridSteps(), learning.correction());
    return scored(learning.scores(), model, system.hybridSteps());
  }

  private RunRecord scored(RunRecord.Training training, ForecastModel model, int per) {
    return new RunRecord(null, training, forecasts().score(model, per), climate().run(model, per),
        climate().exponents(model, per), climate().growth(model, per), null);
  }

  private RunRecord truth() {
    double[][] all = climate().truthExponents();
    double[][] slow = all == null ? new double[0][] : Arrays.copyOf(all, all.length - 2);
    double[][] full = all == null ? null : Arrays.copyOfRange(all, all.length - 2, all.length);
    return new RunRecord(null, null, forecasts().score(null, 1), climate().run(null, 1), slow,
        climate().growth(null, 1), full);
  }

  private synchronized Forecasts forecasts() {
    if (forecasts == null) {
      forecasts = Forecasts.of(system, sizes);
    }
    return forecasts;
  }

  synchronized FreeClimate climate() {
    if (climate == null) {
      double[] range = system.range();
      climate = FreeClimate.of(system, sizes, range[0], range[1], (int) range[2]);
    }
    return climate;
  }
}
