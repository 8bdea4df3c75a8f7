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
import java.util.function.ToLongFunction;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Progress;

/** Runs jobs side by side, each on one thread, stage by stage, and keeps their records. Thread-safe. */
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
   * Runs jobs, stage by stage, and keeps each record as soon as there is one.
   *
   * @param jobs     what is run, in this order within a stage
   * @param run      makes a job's record, on one thread; null if there is nothing to make it of
   * @param store    where to
   * @param workers  the threads
   * @param listener hears what has been done, in units of cost
   * @param <J>      type of a job
   * @param <R>      type of a record
   * @throws UncheckedIOException if a record cannot be written
   */
  public static <J extends StudyJob, R> void run(List<J> jobs, Function<J, R> run, RunStore<R> store, Workers workers,
      LongConsumer listener) {
    for (int stage : jobs.stream().mapToInt(StudyJob::stage).sorted().distinct().toArray()) {
      List<J> own = jobs.stream().filter(job -> job.stage() == stage).toList();
      workers.run(own.size(), (part, slot) -> {
        J job = own.get(part);
        R made = run.apply(job);
        if (made != null) {
          write(store, job, made);
        }
        listener.accept(job.cost());
      });
    }
  }

  private static <R> void write(RunStore<R> store, StudyJob job, R made) {
    try {
      store.write(job, made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Jobs that all have a record.
   *
   * @param records by job, in the order of the jobs
   * @param before  how many were there already
   * @param <J>     type of a job
   * @param <R>     type of a record
   */
  public record Completed<J, R>(Map<J, R> records, int before) {

    /**
     * What a reader is told.
     *
     * @return as in {@code 12 runs, 2 of them from before}
     */
    public String told() {
      return told(records.size(), before);
    }

    /**
     * What a reader is told.
     *
     * @param runs   how many runs there are
     * @param before how many were there already
     * @return as in {@code 12 runs, 2 of them from before}
     */
    public static String told(long runs, long before) {
      return runs + " runs, " + before + " of them from before";
    }
  }

  /**
   * Runs some jobs, and says of what has been done how much it is.
   *
   * @param <J> type of a job
   */
  public interface Work<J> {

    /**
     * Runs jobs and keeps their records.
     *
     * @param pending  the jobs
     * @param listener hears what has been done
     */
    void run(List<J> pending, LongConsumer listener);
  }

  /**
   * Runs the jobs that have no record, and shows how far it is.
   *
   * @param task  what is done, in a few words
   * @param jobs  all jobs
   * @param store the records
   * @param cost  of jobs that are left, in the unit of which the work tells
   * @param work  runs those jobs, and keeps their records
   * @param <J>   type of a job
   * @param <R>   type of a record
   * @return all records
   * @throws IOException              if records cannot be read
   * @throws UncheckedIOException     if a record cannot be written
   * @throws IllegalArgumentException if a file is no record
   */
  public static <J extends StudyJob, R> Completed<J, R> complete(String task, Collection<J> jobs, RunStore<R> store,
      ToLongFunction<List<J>> cost, Work<J> work) throws IOException {
    List<J> pending = pending(jobs, store);
    if (!pending.isEmpty()) {
      try (Progress progress = new Progress(task, cost.applyAsLong(pending))) {
        work.run(pending, progress::step);
      }
    }
    return new Completed<>(records(jobs, store), jobs.size() - pending.size());
  }

  /**
   * Runs the jobs that have no record stage by stage, those of one side by side, each on one thread, and shows how far
   * it is.
   *
   * @param task    what is done, in a few words
   * @param jobs    all jobs
   * @param store   the records
   * @param workers the threads
   * @param run     makes a job's record, on one thread; null if there is nothing to make it of
   * @param <J>     type of a job
   * @param <R>     type of a record
   * @return all records
   * @throws IOException              if records cannot be read
   * @throws UncheckedIOException     if a record cannot be written
   * @throws IllegalArgumentException if a file is no record
   */
  public static <J extends StudyJob, R> Completed<J, R> complete(String task, Collection<J> jobs, RunStore<R> store,
      Workers workers, Function<J, R> run) throws IOException {
    return complete(task, jobs, store, StudyJobs::cost,
        (pending, listener) -> run(pending, run, store, workers, listener));
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
