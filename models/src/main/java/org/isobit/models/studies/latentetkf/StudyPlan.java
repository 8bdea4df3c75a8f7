package org.isobit.models.studies.latentetkf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What is compared: some methods in some settings, perhaps along one parameter. Immutable.
 *
 * @param name      {@code base}, the name of a claim, or of a sweep
 * @param title     what it shows, one line
 * @param parameter the name of what is swept; empty if nothing is
 * @param value     the swept parameter of a setting
 * @param settings  the settings, in order
 * @param methods   the methods
 */
record StudyPlan(String name, String title, String parameter, ToDoubleFunction<Setting> value, List<Setting> settings,
            List<Method> methods) {

  private static final List<Method> SIX = List.of(Method.NO_DA, Method.ETKF, Method.SINGLE_CLIMA,
      Method.SINGLE_TRANSFER, Method.DOUBLE_CLIMA, Method.DOUBLE_TRANSFER);

  private static final List<Method> INNOVATIONS = List.of(Method.NO_DA, Method.ETKF, Method.SINGLE_CLIMA,
      Method.DOUBLE_CLIMA);

  /** All plans, the base comparison first. */
  static final List<StudyPlan> ALL = List.of(
      single("base", "The base comparison: a stationary circle, Gaussian errors", List.of(Setting.BASE), SIX),
      single("C1", "Members of latent filters lie close to the manifold of the truth", List.of(Setting.BASE),
          List.of(Method.NO_DA, Method.ETKF, Method.SINGLE_CLIMA)),
      single("C2", "A manifold that moves needs an autoencoder that is trained online",
          List.of(Setting.BASE.withAmplitude(0.2)),
          List.of(Method.NO_DA, Method.ETKF, Method.SINGLE_CLIMA, Method.SINGLE_TRANSFER)),
      swept("C3", "A second latent space, for innovations, makes up for skewed errors", "skew", Setting::skew,
          Setting.BASE::withSkew, List.of(Method.ETKF, Method.SINGLE_CLIMA, Method.DOUBLE_CLIMA), -12, 12),
      single("C4", "With Gaussian errors the second latent space costs a little", List.of(Setting.BASE),
          List.of(Method.ETKF, Method.SINGLE_CLIMA, Method.DOUBLE_CLIMA)),
      swept("P1", "The faster the angles spread", "rotation rate", Setting::rotation, Setting.BASE::withRotation, SIX,
          0.01, 0.02, 0.05, 0.1, 0.15, 0.2),
      swept("P2", "The more the radius oscillates", "amplitude of the radius", Setting::amplitude,
          Setting.BASE::withAmplitude,
          List.of(Method.NO_DA, Method.ETKF, Method.SINGLE_CLIMA, Method.SINGLE_TRANSFER), 0, 0.1, 0.2, 0.3, 0.4, 0.6),
      swept("P3", "The more the observation errors are skewed", "skew", Setting::skew, Setting.BASE::withSkew,
          INNOVATIONS, -12, -8, -4, -2, -1, 0, 1, 2, 4, 8, 12),
      swept("P4", "The less linear the observation operator is", "exponent of the operator", Setting::nonlinearity,
          Setting.BASE::withNonlinearity, List.of(Method.NO_DA, Method.ETKF_LINEAR, Method.ETKF, Method.SINGLE_CLIMA,
              Method.DOUBLE_CLIMA), 0, 0.2, 0.4, 0.6, 0.8, 1),
      swept("innovations", "The more innovations are sampled", "sampled innovations", Setting::innovations,
          n -> Setting.BASE.withInnovations((int) n), List.of(Method.ETKF, Method.ETKFD), 64, 128, 256, 384, 512, 640));

  private static StudyPlan single(String name, String title, List<Setting> settings, List<Method> methods) {
    return new StudyPlan(name, title, "", setting -> 0, settings, methods);
  }

  private static StudyPlan swept(String name, String title, String parameter, ToDoubleFunction<Setting> value,
      DoubleFunction<Setting> setting, List<Method> methods, double... values) {
    return new StudyPlan(name, title, parameter, value, DoubleStream.of(values).mapToObj(setting).toList(), methods);
  }

  /** Keeps its own copies of the lists. */
  StudyPlan {
    settings = List.copyOf(settings);
    methods = List.copyOf(methods);
  }

  /** The plan of a name, capitals or not; null if there is none. */
  static StudyPlan named(String name) {
    return ALL.stream().filter(plan -> plan.name.equals(name) || plan.name.toUpperCase(Locale.ROOT)
        .equals(name.toUpperCase(Locale.ROOT))).findFirst().orElse(null);
  }

  boolean sweep() {
    return !parameter.isEmpty();
  }

  /** The settings whose swept parameter a method depends on: filters that do not sample share one setting. */
  Setting effective(Setting setting, Method method) {
    return method == Method.NO_DA || method == Method.ETKF || method == Method.ETKF_LINEAR
        ? setting.withInnovations(Setting.BASE.innovations()) : setting;
  }

  /** The jobs of several plans, each once. */
  static List<Job> jobs(List<StudyPlan> plans, int climatologies, int runs) {
    Set<Job> jobs = new LinkedHashSet<>();
    for (StudyPlan plan : plans) {
      for (Setting setting : plan.settings) {
        for (Method method : plan.methods) {
          for (int c = 0; c < climatologies; c++) {
            for (int r = 0; r < runs; r++) {
              jobs.add(new Job(plan.effective(setting, method), method, c, r));
            }
          }
        }
      }
    }
    return new ArrayList<>(jobs);
  }
}
