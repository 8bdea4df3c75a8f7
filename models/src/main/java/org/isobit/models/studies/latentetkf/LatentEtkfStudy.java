package org.isobit.models.studies.latentetkf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.isobit.kernels.Workers;

/** Runs jobs side by side, each on one thread, and keeps their records. Thread-safe. */
final class LatentEtkfStudy {

  /** A climatology's training, in the unit of {@link Method#cost()}. */
  static final int CLIMATOLOGY_COST = 150;

  private LatentEtkfStudy() {}

  /** Jobs that have no record yet, the longest first, so that threads end together. */
  static List<Job> pending(List<Job> jobs, RunStore store) throws IOException {
    List<Job> pending = new ArrayList<>();
    for (Job job : jobs) {
      if (store.read(job) == null) {
        pending.add(job);
      }
    }
    pending.sort(Comparator.comparingInt((Job job) -> -job.method().cost()));
    return pending;
  }

  /** What pending jobs cost, climatologies included. */
  static long cost(List<Job> pending) {
    long cost = (long) CLIMATOLOGY_COST * climatologies(pending).size();
    for (Job job : pending) {
      cost += job.method().cost();
    }
    return cost;
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
  static void run(List<Job> pending, StudySettings settings, RunStore store, Workers workers, LongConsumer listener) {
    List<Integer> numbers = climatologies(pending);
    Map<Integer, Climatology> climatologies = new ConcurrentHashMap<>();
    workers.run(numbers.size(), (part, slot) -> {
      climatologies.put(numbers.get(part), Climatology.train(settings, numbers.get(part)));
      listener.accept(CLIMATOLOGY_COST);
    });
    workers.run(pending.size(), (part, slot) -> {
      Job job = pending.get(part);
      RunScores scores = new AssimilationRun(job, settings).run(climatologies.get(job.climatology()));
      try {
        store.write(job, scores);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      listener.accept(job.method().cost());
    });
  }

  /** The records of finished jobs. */
  static Results results(List<Job> jobs, RunStore store, boolean quick) throws IOException {
    Map<Job, RunScores> records = new LinkedHashMap<>();
    for (Job job : jobs) {
      RunScores scores = store.read(job);
      if (scores != null) {
        records.put(job, scores);
      }
    }
    return new Results(records, quick);
  }
}
