package org.isobit.models.studies.marinebgc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.models.cli.Progress;
import org.isobit.models.dynamics.column.Levels;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.learned.ConstantCorrelations;
import org.isobit.models.learned.ObservedState;
import org.isobit.models.learned.OptimalInterpolation;
import org.isobit.models.learned.UpdateScheme;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.studies.StudyJobs.Completed;

/**
 * Trains networks, chooses dampings with the truths of validation, and scores all contenders with those of the test.
 * For one thread, whose workers run jobs side by side.
 */
final class MarineBgcStudy {

  /** Depth in which the profile of the univariate scheme falls to 1/e, in m. */
  private static final double REACH = 20.0;

  private final MarineSettings settings;
  private final int truths;
  private final int initialisations;
  private final RunStore<RunScores> store;
  private final Workers workers;
  private final ModelRuns runs;
  private final Networks networks;
  private long before;
  private long made;

  MarineBgcStudy(MarineSettings settings, int truths, int initialisations, RunStore<RunScores> store,
      Workers workers) {
    this.settings = settings;
    this.truths = truths;
    this.initialisations = initialisations;
    this.store = store;
    this.workers = workers;
    runs = new ModelRuns(settings);
    networks = new Networks(store.folder().resolve("networks"), settings, runs);
  }

  /** Opens or makes the folder of a study. */
  static RunStore<RunScores> store(Path folder, MarineSettings settings) throws IOException {
    return RunStore.open(folder, "marine-bgc", RunStore.fields(settings), RunScores.class, RunScores::whole);
  }

  /** Runs what has no record yet. */
  Results run(List<StudyPlan> plans) throws IOException {
    Set<Networks.Key> keys = new LinkedHashSet<>();
    Set<Job> validation = new LinkedHashSet<>();
    for (StudyPlan plan : plans) {
      for (Setting setting : plan.settings()) {
        for (StudyPlan.Case one : plan.cases()) {
          if (one.contender().scheme().learned()) {
            for (int i = 0; i < initialisations; i++) {
              keys.add(Networks.Key.of(setting, one.contender(), i));
            }
          }
          if (one.contender().damped()) {
            validation.addAll(validation(setting, one.contender()));
          }
        }
      }
    }
    train(networks.missing(keys));
    Map<Job, RunScores> chosenFrom = run("dampings", validation);
    Results results = new Results(settings, runs);
    Set<Job> test = new LinkedHashSet<>();
    for (StudyPlan plan : plans) {
      for (Setting setting : plan.settings()) {
        for (StudyPlan.Case one : plan.cases()) {
          Damping damping = damping(setting, one.contender(), chosenFrom);
          List<Job> jobs = jobs(setting, one.contender(), one.site(), damping.factor(), TruthSet.TEST, truths);
          test.addAll(jobs);
          results.expect(setting, one, damping, jobs);
        }
      }
    }
    results.fill(run("scores", test));
    return results;
  }

  /** How many jobs had a record before, and how many have been run. */
  long before() {
    return before;
  }

  long made() {
    return made;
  }

  private void train(Collection<Networks.Key> missing) {
    Set<ModelRuns.Part> parts = runs.parts(missing);
    staged("training data", parts.size(), listener -> runs.make(parts, workers, listener));
    staged("training", missing.size(), listener -> networks.train(missing, workers, listener));
  }

  private Map<Job, RunScores> run(String stage, Set<Job> jobs) throws IOException {
    Completed<Job, RunScores> done = StudyJobs.complete("marine-bgc, " + stage, jobs, store, workers, this::scores);
    before += done.before();
    made += jobs.size() - done.before();
    return done.records();
  }

  private static void staged(String stage, long cost, Consumer<LongConsumer> work) {
    if (cost > 0) {
      try (Progress progress = new Progress("marine-bgc, " + stage, cost)) {
        work.accept(progress::step);
      }
    }
  }

  private List<Job> jobs(Setting setting, Contender contender, Site site, double damping, TruthSet set, int count) {
    List<Job> jobs = new ArrayList<>();
    Scheme scheme = contender.scheme();
    Setting own = StudyPlan.effective(setting, contender);
    for (int i = 0; i < (scheme.initialised() ? initialisations : 1); i++) {
      for (int from = 0; from < count; from += MarineSettings.BLOCK) {
        int number = scheme.learned() && !scheme.initialised() ? initialisations : i;
        jobs.add(new Job(own, contender, site, number, damping, set, from,
            Math.min(count, from + MarineSettings.BLOCK)));
      }
    }
    return jobs;
  }

  /** What the damping of a contender is chosen from, where it was trained: a free run, and each factor. */
  private List<Job> validation(Setting setting, Contender contender) {
    Site site = contender.trained().getFirst();
    List<Job> jobs = new ArrayList<>(jobs(setting, Contender.FREE, site, 1.0, TruthSet.VALIDATION,
        settings.validationTruths()));
    for (double damping : StudyPlan.DAMPINGS) {
      jobs.addAll(jobs(setting, contender, site, damping, TruthSet.VALIDATION, settings.validationTruths()));
    }
    return jobs;
  }

  /** Networks whose damping is chosen get a file with it, in the folder of the setting that it was chosen in. */
  private Damping damping(Setting setting, Contender contender, Map<Job, RunScores> records) {
    if (!contender.damped()) {
      return Damping.NONE;
    }
    Damping damping = choose(setting, contender, records);
    for (int i = 0; contender.scheme().initialised() && i < initialisations; i++) {
      networks.writeDamped(Networks.Key.of(setting, contender, i), setting, damping.factor());
    }
    return damping;
  }

  /** The factor with the least mean over pools and networks of the ratio to the free run. */
  private Damping choose(Setting setting, Contender contender, Map<Job, RunScores> records) {
    Site site = contender.trained().getFirst();
    List<RunScores> free = jobs(setting, Contender.FREE, site, 1.0, TruthSet.VALIDATION, settings.validationTruths())
        .stream().map(records::get).toList();
    double[] scores = new double[StudyPlan.DAMPINGS.size()];
    int best = 0;
    for (int d = 0; d < scores.length; d++) {
      List<RunScores> tried = jobs(setting, contender, site, StudyPlan.DAMPINGS.get(d), TruthSet.VALIDATION,
          settings.validationTruths()).stream().map(records::get).toList();
      scores[d] = Damping.score(tried, free);
      best = scores[d] < scores[best] ? d : best;
    }
    return new Damping(StudyPlan.DAMPINGS.get(best), scores);
  }

  private RunScores scores(Job job) {
    Truths own = runs.truths(job.setting(), job.site(), job.set(), job.from(), job.to());
    return job.contender().scheme().ensemble() ? new EnsembleRun(job, settings, own, true).run()
        : new SingleRun(job, settings, own, schemes(job), runs.start(job.setting().ecosystem(), job.site())).run();
  }

  /** The schemes whose mean is taken. Variances are always those of the site itself, as in operations. */
  private List<UpdateScheme> schemes(Job job) {
    Setting setting = job.setting();
    ObservedState state = LogState.of(setting.ecosystem(), settings.levels());
    return switch (job.contender().scheme()) {
      case RUS -> List.of(OptimalInterpolation.univariate(state, profile(job.site()),
          runs.climatology(setting, job.site()).spread()[state.observed()]));
      case OI -> List.of(damped(job, OptimalInterpolation.of(new ConstantCorrelations(state,
          runs.climatology(setting, job.contender().trained().getFirst()).correlation()),
          runs.climatology(setting, job.site()).spread())));
      case ML_OI -> List.of(damped(job, OptimalInterpolation.of(
          networks.correlations(Networks.Key.of(setting, job.contender(), job.initialisation())).correlations(),
          runs.climatology(setting, job.site()).spread())));
      case ML_ETE -> List.of(networks.increments(Networks.Key.of(setting, job.contender(), job.initialisation())));
      case ML_ETE_MEAN -> {
        List<UpdateScheme> all = new ArrayList<>();
        for (int i = 0; i < job.initialisation(); i++) {
          all.add(networks.increments(Networks.Key.of(setting, job.contender(), i)));
        }
        yield all;
      }
      default -> List.of();
    };
  }

  private static UpdateScheme damped(Job job, OptimalInterpolation scheme) {
    return job.damping() == 1.0 ? scheme : scheme.withDampingOfOthers(job.damping());
  }

  /** exp(−(depth/20 m)²). */
  private double[] profile(Site site) {
    Levels levels = Levels.uniform(site.depth(), settings.levels());
    double[] profile = new double[levels.count()];
    for (int i = 0; i < profile.length; i++) {
      double z = levels.middle(i) / REACH;
      profile[i] = ExpReference.exp(-(z * z));
    }
    return profile;
  }
}
