package org.isobit.models.twin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.twin.TwinResult.Run;
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
    requireRunnable(experiment);
    List<Long> seeds = experiment.seeds();
    Nature[] natures = new Nature[seeds.size()];
    workers.run(natures.length, (part, slot) -> natures[part] = Nature.of(experiment, seeds.get(part)));
    double climatology = climatology(experiment, natures);

    Run[] runs = new Run[experiment.methods().size() * natures.length];
    Workers inside = runs.length == 1 ? workers : Workers.serial();
    workers.run(runs.length, (part, slot) -> runs[part] = new MethodRun(experiment, part / natures.length,
        natures[part % natures.length], climatology, inside, devices).run(listener));
    return new TwinResult(experiment, climatology, Arrays.asList(runs), tracks(experiment, natures[0]));
  }

  private static double climatology(Experiment e, Nature[] natures) {
    double sum = 0;
    for (Nature nature : natures) {
      sum += nature.squaredDeviations(e.burnIn());
    }
    return Math.sqrt(sum / ((double) natures.length * (e.cycles() - e.burnIn()) * e.model().size()));
  }

  private static Tracks tracks(Experiment e, Nature nature) {
    double[] truth = new double[e.cycles()];
    double[] observed = new double[e.cycles()];
    int j = e.observations().indices().indexOf(e.plotted());
    for (int k = 0; k < truth.length; k++) {
      truth[k] = nature.truth()[k][e.plotted()];
      observed[k] = j < 0 ? Double.NaN : nature.observed()[k][j];
    }
    return new Tracks(truth, observed);
  }

  /** Refuses what cannot be run, as far as that can be seen beforehand. */
  static void requireRunnable(Experiment e) {
    e.requireFit();
    long count = e.observations().indices().size();
    if (e.observations().correlation() != null && count > MOST_CORRELATED) {
      throw new IllegalArgumentException(e.name() + ": observations.error.correlation is for at most " + MOST_CORRELATED
          + " observations, since R is a whole matrix, but there are " + count);
    }
    // Truth and observations, and 5 scores a cycle of each method.
    long values = e.model().size() + e.observations().indices().size() + 5L * e.methods().size();
    double bytes = 8.0 * values * e.cycles() * e.seeds().size();
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > 0.8 * heap) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%s: %d cycles of a model of %d variables, %d seed%s, "
          + "need %.0f bytes for truth, observations and scores, but the heap has at most %d (-Xmx)", e.name(),
          e.cycles(), e.model().size(), e.seeds().size(), e.seeds().size() == 1 ? "" : "s", bytes, heap));
    }
  }
}
