package org.isobit.models.studies.hybridlorenz;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is run of the two-scale Lorenz model: settings, and which of them have networks. Immutable. */
enum LorenzPlan {
  /** What the statements are about. */
  REFERENCE("reference", "the reference experiment") {
    @Override
    List<Setting> settings() {
      return List.of(LorenzSystem.CODE_EXACT, LorenzSystem.PERFECT, LorenzSystem.LITERAL, LorenzSystem.INDEPENDENT);
    }

    /** The analyses with independent noise only show what the shift costs: a regression is enough. */
    @Override
    List<Job> jobs(int networks) {
      Set<Job> jobs = new LinkedHashSet<>(List.of(Job.of(Job.Part.TRUTH), Job.of(Job.Part.TRUNCATED)));
      for (Setting setting : settings()) {
        jobs.add(Job.of(setting, Job.Part.ANALYSES));
        jobs.add(Job.of(setting, Job.Part.RIDGE));
        for (int k = 0; k < networks && setting != LorenzSystem.INDEPENDENT; k++) {
          jobs.add(new Job(setting, Job.Part.NETWORK, k));
        }
      }
      return List.copyOf(jobs);
    }
  },
  /** The left panel of figure 2. */
  LEFT("left", "figure 2, left: variables that are observed") {
    @Override
    List<Setting> settings() {
      return List.of(grid(36, 5, 0.1, 1), grid(27, 5, 0.1, 1), grid(18, 5, 0.1, 1), perfect(5));
    }
  },
  /** The middle one. */
  MIDDLE("middle", "figure 2, middle: time between observations") {
    @Override
    List<Setting> settings() {
      List<Setting> settings = new ArrayList<>();
      for (int interval : INTERVALS) {
        settings.add(grid(36, interval, 0.1, 1));
        settings.add(perfect(interval));
      }
      return settings;
    }
  },
  /** The right one. */
  RIGHT("right", "figure 2, right: observation errors, with and without a moving average") {
    @Override
    List<Setting> settings() {
      List<Setting> settings = new ArrayList<>();
      for (double variance : VARIANCES) {
        settings.add(grid(36, 5, variance, 1));
        settings.add(grid(36, 5, variance, 5));
      }
      return settings;
    }
  },
  /** All of the published grid. */
  GRID("grid", "the whole grid of figure 2") {
    @Override
    List<Setting> settings() {
      Set<Setting> settings = new LinkedHashSet<>();
      for (int observed : OBSERVED) {
        for (int interval : INTERVALS) {
          for (double variance : VARIANCES) {
            settings.add(grid(observed, interval, variance, 1));
            settings.add(grid(observed, interval, variance, 5));
          }
        }
      }
      for (int interval : INTERVALS) {
        settings.add(perfect(interval));
      }
      return List.copyOf(settings);
    }
  };

  static final List<Integer> OBSERVED = List.of(36, 27, 18);
  static final List<Integer> INTERVALS = List.of(1, 5, 10, 15);
  static final List<Double> VARIANCES = List.of(0.05, 0.1, 0.2, 0.5, 1.0, 2.0);

  private final String label;
  private final String title;

  LorenzPlan(String label, String title) {
    this.label = label;
    this.title = title;
  }

  String label() {
    return label;
  }

  String title() {
    return title;
  }

  abstract List<Setting> settings();

  /** The jobs with so many networks a setting. */
  List<Job> jobs(int networks) {
    Set<Job> jobs = new LinkedHashSet<>(List.of(Job.of(Job.Part.TRUTH), Job.of(Job.Part.TRUNCATED)));
    for (Setting setting : settings()) {
      jobs.add(Job.of(setting, Job.Part.ANALYSES));
      for (int k = 0; k < networks; k++) {
        jobs.add(new Job(setting, Job.Part.NETWORK, k));
      }
    }
    return List.copyOf(jobs);
  }

  /** A setting of the grid; the published reference has its own name. */
  static Setting grid(int observed, int interval, double variance, int filter) {
    Setting setting = LorenzSystem.CODE_EXACT.withObserved(observed).withInterval(interval).withVariance(variance)
        .withFilter(filter);
    return setting.equals(LorenzSystem.CODE_EXACT) ? setting
        : setting.named(String.format(Locale.ROOT, "p%d-dt%s-v%s-f%d", observed, time(interval), variance, filter));
  }

  /** The truth itself at other intervals. */
  static Setting perfect(int interval) {
    Setting setting = LorenzSystem.PERFECT.withInterval(interval);
    return setting.equals(LorenzSystem.PERFECT) ? setting : setting.named("perfect-dt" + time(interval));
  }

  /** Steps as text of their time. */
  private static String time(int interval) {
    return String.format(Locale.ROOT, "%.2f", interval * LorenzSystem.STEP);
  }
}
