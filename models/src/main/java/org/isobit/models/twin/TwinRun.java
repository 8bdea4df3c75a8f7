package org.isobit.models.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.twin.TwinResult.Run;
import org.isobit.models.twin.TwinResult.Track;
import org.isobit.models.twin.TwinResult.Tracks;

/** Runs twin experiments. Thread-safe. */
public final class TwinRun {

  /** Observations whose R is 200 MB. */
  private static final int MOST_CORRELATED = 5000;

  private TwinRun() {}

  /**
   * Runs an experiment.
   *
   * <p>Methods and seeds run side by side, each on one thread; a single one uses all threads inside. No bit of the
   * scores depends on that.
   *
   * @param experiment what to run
   * @param workers    the threads
   * @param listener   hears how far it is
   * @return the scores; a filter that diverged is among them, marked as such
   * @throws IllegalArgumentException if the experiment cannot be run: it needs more memory than there is, a method
   *                                  does not fit the model, or the truth run itself is not finite
   */
  public static TwinResult run(Experiment experiment, Workers workers, ProgressListener listener) {
    return run(experiment, workers, DeviceUse.log(), listener);
  }

  /**
   * Runs an experiment and notes what ran on a device.
   *
   * @param experiment what to run
   * @param workers    the threads
   * @param devices    takes the notes
   * @param listener   hears how far it is
   * @return the scores; a filter that diverged is among them, marked as such
   * @throws IllegalArgumentException as for {@link #run(Experiment, Workers, ProgressListener)}
   */
  public static TwinResult run(Experiment experiment, Workers workers, DeviceUse devices, ProgressListener listener) {
    return runAll(List.of(experiment), workers, devices, listener).getFirst();
  }

  /**
   * Runs several experiments, all their methods and seeds side by side.
   *
   * @param experiments what to run
   * @param workers     the threads
   * @param devices     takes the notes
   * @param listener    hears how far they are
   * @return the scores of each, in their order: those that it has alone
   * @throws IllegalArgumentException as for {@link #run(Experiment, Workers, ProgressListener)}
   */
  public static List<TwinResult> runAll(List<Experiment> experiments, Workers workers, DeviceUse devices,
      ProgressListener listener) {
    experiments.forEach(TwinRun::requireRunnable);
    double bytes = experiments.stream().mapToDouble(TwinRun::bytes).sum();
    if (experiments.size() > 1 && !fits(bytes)) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%d experiments at once need %.0f bytes for truths, observations and scores, but the heap has at most %d "
          + "(-Xmx): run fewer, or shorter ones", experiments.size(), bytes, Runtime.getRuntime().maxMemory()));
    }
    List<Nature[]> natures = experiments.stream().map(e -> new Nature[e.seeds().size()]).toList();
    List<Job> truths = new ArrayList<>();
    List<Job> jobs = new ArrayList<>();
    for (int e = 0; e < experiments.size(); e++) {
      for (int seed = 0; seed < experiments.get(e).seeds().size(); seed++) {
        truths.add(new Job(e, -1, seed));
      }
      for (int method = 0; method < experiments.get(e).methods().size(); method++) {
        for (int seed = 0; seed < experiments.get(e).seeds().size(); seed++) {
          jobs.add(new Job(e, method, seed));
        }
      }
    }
    workers.run(truths.size(), (part, slot) -> {
      Job job = truths.get(part);
      Experiment e = experiments.get(job.experiment);
      natures.get(job.experiment)[job.seed] = Nature.of(e, e.seeds().get(job.seed));
    });
    double[] climatology = new double[experiments.size()];
    Arrays.setAll(climatology, e -> climatology(experiments.get(e), natures.get(e)));
    Run[] runs = new Run[jobs.size()];
    Track[] pictured = new Track[jobs.size()];
    Workers inside = runs.length == 1 ? workers : Workers.serial();
    workers.run(runs.length, (part, slot) -> {
      Job job = jobs.get(part);
      MethodRun run = new MethodRun(experiments.get(job.experiment), job.method,
          natures.get(job.experiment)[job.seed], climatology[job.experiment], inside, devices, job.seed == 0);
      runs[part] = run.run(listener);
      pictured[part] = run.track();
    });
    return IntStream.range(0, experiments.size()).mapToObj(e -> new TwinResult(experiments.get(e), climatology[e],
        IntStream.range(0, runs.length).filter(part -> jobs.get(part).experiment == e).mapToObj(part -> runs[part])
            .toList(), tracks(experiments.get(e), natures.get(e)[0], IntStream.range(0, runs.length)
            .filter(part -> jobs.get(part).experiment == e && jobs.get(part).seed == 0)
            .mapToObj(part -> pictured[part]).toList()))).toList();
  }

  /** One method of an experiment with one seed; or, method −1, the truth of one. */
  private record Job(int experiment, int method, int seed) {}

  private static double climatology(Experiment e, Nature[] natures) {
    double sum = 0;
    for (Nature nature : natures) {
      sum += nature.squaredDeviations(e.burnIn());
    }
    return Math.sqrt(sum / ((double) natures.length * (e.cycles() - e.burnIn()) * e.model().size()));
  }

  private static Tracks tracks(Experiment e, Nature nature, List<Track> methods) {
    double[] truth = new double[e.cycles()];
    double[] observed = new double[e.cycles()];
    int j = e.observations().indices().indexOf(e.plotted());
    for (int k = 0; k < truth.length; k++) {
      truth[k] = nature.truth()[k][e.plotted()];
      observed[k] = j < 0 ? Double.NaN : nature.observed()[k][j];
    }
    double[][] states = Arrays.copyOfRange(nature.truth(), e.cycles() - Tracker.kept(e), e.cycles());
    return new Tracks(truth, observed, states, methods);
  }

  /** Refuses what cannot be run, as far as that can be seen beforehand. */
  static void requireRunnable(Experiment e) {
    e.requireFit();
    long count = e.observations().indices().size();
    if (e.observations().correlation() != null && count > MOST_CORRELATED) {
      throw new IllegalArgumentException(e.name() + ": observations.error.correlation is for at most " + MOST_CORRELATED
          + " observations, since R is a whole matrix, but there are " + count);
    }
    if (!fits(bytes(e))) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%s: %d cycles of a model of %d variables, %d seed%s, "
          + "need %.0f bytes for truth, observations and scores, but the heap has at most %d (-Xmx)", e.name(),
          e.cycles(), e.model().size(), e.seeds().size(), e.seeds().size() == 1 ? "" : "s", bytes(e),
          Runtime.getRuntime().maxMemory()));
    }
  }

  /** Truth and observations, and 6 scores a cycle of each method, 4 of each sector. */
  private static double bytes(Experiment e) {
    long values = e.model().size() + e.observations().indices().size()
        + (6L + 4L * e.scoring().sectors().size()) * e.methods().size();
    return 8.0 * values * e.cycles() * e.seeds().size();
  }

  private static boolean fits(double bytes) {
    return bytes <= 0.8 * Runtime.getRuntime().maxMemory();
  }
}
