package org.isobit.verify.literature;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.scores.Estimate;
import org.isobit.models.twin.Experiment;
import org.isobit.models.twin.Experiment.Method;
import org.isobit.models.twin.Experiments;
import org.isobit.models.twin.ProgressListener;
import org.isobit.models.twin.Published;
import org.isobit.models.twin.TwinResult;
import org.isobit.models.twin.TwinRun;

/** All methods of the built-in experiments for which a score is published. */
public final class Literature {

  private Literature() {}

  /** What became of a row. */
  public enum Verdict {
    /** The score agrees. */
    HOLDS("holds"),
    /** It does not. */
    FAILS("FAILS"),
    /** A run lost the truth, so that there is no score. */
    DIVERGED("DIVERGED"),
    /** A marginal configuration, for information. */
    NOT_GATED("not gated");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A published score and this library's.
   *
   * @param experiment its name
   * @param method     the method
   * @param sector     the sector of the state that it is a score of; empty for the whole state
   * @param published  what is published of it
   * @param own        the score that is published, of analyses or smoothed, pooled over seeds
   * @param diverged   seeds that lost the truth
   */
  public record Row(String experiment, Method method, String sector, Published published, Estimate own,
      List<Long> diverged) {

    /**
     * What the score is called.
     *
     * @return the method's label, and the sector's name after it
     */
    public String label() {
      return sector.isEmpty() ? method.label() : method.label() + ", " + sector;
    }

    /**
     * Whether the score agrees ({@link org.isobit.models.twin.Published}).
     *
     * @return the verdict
     */
    public Verdict verdict() {
      return !published.gated() ? Verdict.NOT_GATED : !diverged.isEmpty() ? Verdict.DIVERGED
          : published.holds(own) ? Verdict.HOLDS : Verdict.FAILS;
    }

    /**
     * Whether it may stand.
     *
     * @return false if a gated score does not agree
     */
    public boolean passes() {
      return verdict() == Verdict.HOLDS || verdict() == Verdict.NOT_GATED;
    }
  }

  /**
   * The experiments with such methods; of those the default one's are all in another, so it is left out.
   *
   * @return names
   */
  public static List<String> experiments() {
    return Experiments.names().stream().filter(name -> !name.equals(Experiments.DEFAULT))
        .filter(name -> Experiments.named(name).methods().stream().anyMatch(Literature::published)).toList();
  }

  private static boolean published(Method method) {
    return method.published() != null && !Double.isNaN(method.published().expected());
  }

  /**
   * The experiments as they are run: methods without a published score are left out.
   *
   * @param names  of built-in experiments; case does not matter, and one named twice is one
   * @param cycles analyses at most: an experiment whose own run is shorter keeps that
   * @param seeds  independent repetitions
   * @return the experiments
   * @throws IllegalArgumentException if there is no such experiment, one has no published score, or the cycles are too
   *                                  few for one
   */
  public static List<Experiment> experiments(List<String> names, int cycles, List<Long> seeds) {
    List<Experiment> experiments = new ArrayList<>();
    for (String name : names.stream().map(name -> Experiments.named(name).name()).distinct().toList()) {
      Experiment own = Experiments.named(name);
      if (own.methods().stream().noneMatch(Literature::published)) {
        throw new IllegalArgumentException("no score is published of the experiment " + name);
      }
      if (cycles < own.burnIn() + 2) {
        throw new IllegalArgumentException("there must be at least " + (own.burnIn() + 2) + " cycles for " + name
            + ", of which the first " + own.burnIn() + " are not scored, but there are " + cycles);
      }
      Experiment e = Experiments.named(name, "cycles=" + Math.min(cycles, own.cycles()), "seeds=" + seeds);
      experiments.add(e.withMethods(e.methods().stream().filter(Literature::published).toList()));
    }
    return experiments;
  }

  /**
   * Runs them, methods and seeds side by side.
   *
   * @param experiments what to run
   * @param workers     the threads
   * @param devices     takes notes of what ran on a device
   * @param listener    hears how far it is
   * @return a row for each published score: of a method, and of each of its sectors
   */
  public static List<Row> run(List<Experiment> experiments, Workers workers, DeviceUse devices,
      ProgressListener listener) {
    List<Row> rows = new ArrayList<>();
    for (TwinResult result : TwinRun.runAll(experiments, workers, devices, listener)) {
      for (int i = 0; i < result.experiment().methods().size(); i++) {
        Method method = result.experiment().methods().get(i);
        List<Long> lost = result.runsOf(i).stream().filter(TwinResult.Run::diverged).map(TwinResult.Run::seed).toList();
        rows.add(new Row(result.experiment().name(), method, "", method.published(),
            method.published().smoothed() ? result.means(i).rmseSmoothed() : result.means(i).rmse(), lost));
        for (int s = 0; s < result.experiment().scoring().sectors().size(); s++) {
          String sector = result.experiment().scoring().sectors().get(s).name();
          Published published = method.published().sectors().get(sector);
          if (published != null) {
            rows.add(new Row(result.experiment().name(), method, sector, published, result.means(i, s).rmse(), lost));
          }
        }
      }
    }
    return rows;
  }
}
