package org.isobit.models.studies.emulators;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.internal.Checksums;
import org.isobit.models.learning.training.EarlyStopping;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.Schedule;
import org.isobit.models.learning.training.TrainingListener;
import org.isobit.models.learning.training.TrainingSettings;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.studies.emulators.EmulatedSystem.Extent;

/** Trains and scores. Thread-safe. */
final class EmulatorStudy {

  /** Validation and the held-out run are shorter than the training by this factor. */
  private static final int SHORTER = 4;

  /** Seeds of runs of one job. */
  private static final int RUNS = 3;

  private EmulatorStudy() {}

  /** Opens or makes the folder of a study. */
  static RunStore<Scores> store(Path folder, boolean quick) throws IOException {
    return RunStore.open(folder, "emulators", Map.of("quick", quick), Scores.class, Scores::isWhole);
  }

  /** Runs what is pending, job by job on one thread each; the listener hears of every epoch. */
  static void run(List<Job> pending, RunStore<Scores> store, Workers workers, LongConsumer listener) {
    StudyJobs.run(pending, job -> run(job, Workers.serial(), record -> listener.accept(1)), store, workers,
        done -> { });
  }

  /** One job by some threads, on which nothing depends. */
  static Scores run(Job job, Workers workers, TrainingListener listener) {
    EmulatedSystem system = job.system();
    Extent extent = job.extent();
    int less = Math.max(extent.states() / SHORTER, system.window() + extent.leads() + 2);
    long seed = (long) RUNS * job.seed();
    Series training = system.run(extent, seed, extent.states());
    Series held = system.run(extent, seed + 2, less);
    Samples.Scaling scaling = Samples.Scaling.of(training, system.window());
    Samples samples = Samples.of(training, scaling);
    Samples validation = Samples.of(system.run(extent, seed + 1, less), scaling);
    FloatNetwork network = FloatNetwork.of(system.network(extent));
    NetworkEmulator learned = NetworkEmulator.train(network, settings(job, samples.count()), samples, validation,
        listener, workers);
    float[] theta = learned.theta();
    RidgeEmulator ridge = RidgeEmulator.fit(samples, validation, system.grid(extent));
    return new Scores(errors(job, learned, held), errors(job, ridge, held),
        errors(job, Emulator.persistence(system.window(), held.size()), held), network.parameters(),
        Checksums.of(theta, 0, theta.length));
  }

  private static double[] errors(Job job, Emulator emulator, Series held) {
    return Forecasts.errors(emulator, held, job.system().window(), job.extent().starts(), job.extent().leads());
  }

  private static TrainingSettings settings(Job job, int samples) {
    int epochs = job.extent().epochs();
    int batch = job.system().batch();
    long steps = (long) epochs * ((samples - 1) / batch + 1);
    return TrainingSettings.of(Optimizer.adam(job.system().learningRate()), batch, epochs)
        .withSchedule(Schedule.warmupCosine(steps / 20, Math.max(steps, 2), 0.01)).withClip(1.0)
        .withStopping(new EarlyStopping(epochs, 0.0, 0, true)).withSeed(job.seed(), 0);
  }
}
