package org.isobit.models.studies.em;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.models.surrogate.Acceleration;
import org.isobit.models.surrogate.ExpectationMaximization.Scheme;

/**
 * What is compared. Immutable.
 *
 * @param name     of its files
 * @param title    what it shows, one line
 * @param settings in order
 */
record StudyPlan(String name, String title, List<Setting> settings) {

  /** Errors of the observations of the two-scale model, the largest first. */
  static final List<Double> SIGMAS = List.of(1.0, 0.3, 0.1, 0.05);

  /** How many variables of Lorenz-96 are observed at each time. */
  static final List<Integer> OBSERVED = List.of(40, 30, 20, 15, 10);

  private static final Setting TWO_SCALE = Setting.twoScale(SIGMAS.getLast());

  /** All plans. */
  static final List<StudyPlan> ALL = List.of(
      new StudyPlan("base", "Lorenz-96, all 40 variables observed, errors of 1", List.of(Setting.BASE)),
      new StudyPlan("schemes", "Lorenz-96, all 40 variables observed, errors of 1: iterations and schemes", List.of(
          Setting.BASE, Setting.BASE.with(Acceleration.SQUAREM), Setting.BASE.with(Acceleration.NONE),
          Setting.BASE.with(Scheme.APPROXIMATE), Setting.BASE.with(Scheme.DESCENT))),
      new StudyPlan("observed", "Lorenz-96: the fewer variables are observed",
          OBSERVED.stream().map(Setting.BASE::withObserved).toList()),
      new StudyPlan("two-scale", "Two-scale Lorenz 1996, slow variables alone: the smaller the errors", Stream.concat(
          SIGMAS.stream().map(Setting::twoScale),
          Stream.of(TWO_SCALE.with(Kind.PERFECT), TWO_SCALE.with(Kind.ONE_SCALE))).toList()),
      new StudyPlan("surrogates", "Lorenz-96, all observed: coefficients of every site's own, and of all products",
          List.of(Setting.BASE, Setting.BASE.with(Scheme.APPROXIMATE).with(Kind.BY_SITE), Setting.SMALL,
              Setting.SMALL.with(Scheme.APPROXIMATE).with(Kind.NON_LOCAL))),
      new StudyPlan("learners", "Lorenz-96, all observed: monomials and a network, by iterations and in one pass",
          List.of(Setting.BASE, Setting.BASE.with(Scheme.APPROXIMATE).with(Kind.NETWORK),
              Setting.BASE.with(Kind.ONLINE))));

  /** The plan of a name; null if there is none. */
  static StudyPlan named(String name) {
    return ALL.stream().filter(plan -> plan.name.equals(name)).findFirst().orElse(null);
  }

  /** The jobs of some plans, each once. */
  static List<Job> jobs(List<StudyPlan> plans, int seeds, boolean quick) {
    return plans.stream().flatMap(plan -> plan.settings.stream()).distinct()
        .flatMap(setting -> IntStream.rangeClosed(1, seeds).mapToObj(seed -> new Job(setting, seed, quick))).toList();
  }
}
