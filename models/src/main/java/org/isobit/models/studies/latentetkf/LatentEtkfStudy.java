package org.isobit.models.studies.latentetkf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.isobit.kernels.Workers;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJobs;

/** Trains climatologies, and runs jobs with them. Thread-safe. */
final class LatentEtkfStudy {

  /** A climatology's training, in the unit of {@link Method#cost()}. */
  static final int CLIMATOLOGY_COST = 150;

  private LatentEtkfStudy() {}

  /** Opens or makes the folder of a study. */
  static RunStore<RunScores> store(Path folder, StudySettings settings) throws IOException {
    Map<String, Object> identity = RunStore.fields(settings);
    identity.put("training", settings.training());
    return RunStore.open(folder, "latent-etkf", identity, RunScores.class,
        scores -> scores.forecast() != null && scores.forecast().length == Variable.values().length);
  }

  /** What pending jobs cost, climatologies included. */
  static long cost(List<Job> pending) {
    return (long) CLIMATOLOGY_COST * climatologies(pending).size() + StudyJobs.cost(pending);
  }

  /** Numbers of the climatologies that jobs need, ascending. */
  private static List<Integer> climatologies(List<Job> jobs) {
    return jobs.stream().filter(job -> job.method().latent()).map(Job::climatology).distinct().sorted().toList();
  }

  /**
   * Runs what is pending.
   *
   * @param listener hears what has been done, in units of cost
   * @throws UncheckedIOException if a record cannot be written
   */
  static void run(List<Job> pending, StudySettings settings, RunStore<RunScores> store, Workers workers,
      LongConsumer listener) {
    List<Integer> numbers = climatologies(pending);
    Map<Integer, Climatology> climatologies = new ConcurrentHashMap<>();
    workers.run(numbers.size(), (part, slot) -> {
      climatologies.put(numbers.get(part), Climatology.train(settings, numbers.get(part)));
      listener.accept(CLIMATOLOGY_COST);
    });
    StudyJobs.run(pending, job -> new AssimilationRun(job, settings).run(climatologies.get(job.climatology())), store,
        workers, listener);
  }
}
