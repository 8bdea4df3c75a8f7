package org.isobit.models.studies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.isobit.kernels.Workers;

/** Runs jobs side by side, each on one thread, and keeps their records. Thread-safe. */
public final class StudyJobs {

  private StudyJobs() {}

  /**
   * Jobs that have no record yet, the longest first, so that threads end together.
   *
   * @param jobs  all jobs
   * @param store the records
   * @param <J>   type of a job
   * @return those that are left, in the order given where they are equally long
   * @throws IOException              if records cannot be read
   * @throws IllegalArgumentException if a file is no record
   */
  public static <J extends StudyJob> List<J> pending(Collection<J> jobs, RunStore<?> store) throws IOException {
    List<J> pending = new ArrayList<>();
    for (J job : jobs) {
      if (store.read(job) == null) {
        pending.add(job);
      }
    }
    pending.sort(Comparator.comparingInt((J job) -> -job.cost()));
    return pending;
  }

  /**
   * What jobs cost together.
   *
   * @param jobs the jobs
   * @return the sum of their costs
   */
  public static long cost(Collection<? extends StudyJob> jobs) {
    return jobs.stream().mapToLong(StudyJob::cost).sum();
  }

  /**
   * Runs jobs and keeps each record as soon as there is one.
   *
   * @param jobs     what is run, in this order
   * @param run      makes a job's record, on one thread
   * @param store    where to
   * @param workers  the threads
   * @param listener hears what has been done, in units of cost
   * @param <J>      type of a job
   * @param <R>      type of a record
   * @throws UncheckedIOException if a record cannot be written
   */
  public static <J extends StudyJob, R> void run(List<J> jobs, Function<J, R> run, RunStore<R> store, Workers workers,
      LongConsumer listener) {
    workers.run(jobs.size(), (part, slot) -> {
      J job = jobs.get(part);
      R made = run.apply(job);
      try {
        store.write(job, made);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      listener.accept(job.cost());
    });
  }

  /**
   * The records of the jobs that have one.
   *
   * @param jobs  all jobs
   * @param store the records
   * @param <J>   type of a job
   * @param <R>   type of a record
   * @return records by job, in the order of the jobs
   * @throws IOException              if records cannot be read
   * @throws IllegalArgumentException if a file is no record
   */
  public static <J extends StudyJob, R> Map<J, R> records(Collection<J> jobs, RunStore<R> store) throws IOException {
    Map<J, R> records = new LinkedHashMap<>();
    for (J job : jobs) {
      R found = store.read(job);
      if (found != null) {
        records.put(job, found);
      }
    }
    return records;
  }
}
