package org.isobit.models.studies.marinebgc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.isobit.models.dynamics.column.Site;

/**
 * What is compared: contenders at sites, in some settings, perhaps along one parameter. Immutable.
 *
 * @param name      of its files: that of ecosystem and design, and of the sweep
 * @param title     what it shows, one line
 * @param parameter the name of what is swept; empty if nothing is
 * @param value     the swept parameter of a setting
 * @param settings  the settings, in order
 * @param cases     what is compared in each
 */
record StudyPlan(String name, String title, String parameter, Function<Setting, Object> value, List<Setting> settings,
    List<Case> cases) {

  /** A contender at a site. */
  record Case(Contender contender, Site site) {}

  /** Factors that damping is chosen from. */
  static final List<Double> DAMPINGS = List.of(0.0, 0.05, 0.1, 0.2, 0.4);

  /** In the order of tables. */
  static final List<Contender> ALL = List.of(Contender.FREE, Contender.RUS, Contender.OI, Contender.OI_UNDAMPED,
      Contender.ML_OI, Contender.ML_OI_UNDAMPED, Contender.ML_ETE, Contender.ML_ETE_MEAN, Contender.ML_ETE_MULTI,
      Contender.ENSRF, Contender.ETKF);

  private static final List<Contender> SWEPT = List.of(Contender.FREE, Contender.RUS, Contender.ML_OI,
      Contender.ML_ETE, Contender.ML_ETE_MULTI, Contender.ENSRF);

  /** Names of the sweeps and what they show. */
  static final List<String[]> SWEEPS = List.of(
      new String[] {"deviation", "The larger the errors of observations"},
      new String[] {"interval", "The fewer observations"}, new String[] {"width", "The larger the networks"},
      new String[] {"sampling", "How runs are sampled for training"});

  /** Keeps its own copies. */
  StudyPlan {
    settings = List.copyOf(settings);
    cases = List.copyOf(cases);
  }

  /** The comparison of an ecosystem and a design. */
  static StudyPlan base(EcosystemKind ecosystem, int design) {
    Set<Case> cases = new LinkedHashSet<>();
    for (Site site : List.of(Site.L4, Site.CWEC)) {
      ALL.forEach(contender -> cases.add(new Case(contender, site)));
    }
    for (Site site : Site.ALL) {
      for (Contender contender : matrix()) {
        cases.add(new Case(contender, site));
      }
    }
    return new StudyPlan(ecosystem.label() + "-" + design,
        "Schemes compared, " + ecosystem.label() + ", spread design " + design, "", setting -> "",
        List.of(Setting.base(ecosystem, design)), List.copyOf(cases));
  }

  /** What is run at all sites: references, and what was trained at each. */
  static List<Contender> matrix() {
    List<Contender> all = new ArrayList<>(List.of(Contender.FREE, Contender.RUS, Contender.ENSRF));
    Site.ALL.forEach(site -> all.add(Contender.correlations(site)));
    Site.ALL.forEach(site -> all.add(Contender.increments(site)));
    all.add(Contender.ML_ETE_MULTI);
    return all;
  }

  /** A sweep; null if there is none of that name. */
  static StudyPlan sweep(EcosystemKind ecosystem, int design, String name) {
    Setting base = Setting.base(ecosystem, design);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "deviation" -> swept(base, 0, Setting::deviation,
          Stream.of(0.05, 0.13, 0.2, 0.3).map(base::withDeviation).toList());
      case "interval" -> swept(base, 1, Setting::interval, Stream.of(1, 2, 5, 10, 20).map(base::withInterval).toList());
      case "width" -> swept(base, 2, Setting::width, Stream.of(8, 16, 32, 64, 128).map(base::withWidth).toList());
      case "sampling" -> swept(base, 3, setting -> setting.sampling().label(),
          Arrays.stream(Sampling.values()).map(base::withSampling).toList());
      default -> null;
    };
  }

  private static StudyPlan swept(Setting base, int sweep, Function<Setting, Object> value, List<Setting> settings) {
    List<Case> cases = new ArrayList<>();
    for (Site site : List.of(Site.L4, Site.CWEC)) {
      SWEPT.forEach(contender -> cases.add(new Case(contender, site)));
    }
    String name = SWEEPS.get(sweep)[0];
    return new StudyPlan(base.ecosystem().label() + "-" + base.design() + "-" + name, SWEEPS.get(sweep)[1], name,
        value, settings, cases);
  }

  boolean sweep() {
    return !parameter.isEmpty();
  }

  /** A setting as far as a contender knows it. */
  static Setting effective(Setting setting, Contender contender) {
    return contender.scheme().learned() ? setting : setting.ofFilters();
  }
}
