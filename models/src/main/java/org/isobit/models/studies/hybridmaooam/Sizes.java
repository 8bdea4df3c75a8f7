package org.isobit.models.studies.hybridmaooam;

/**
 * How long everything is; times are counted in outputs, 1.12 days each. Immutable.
 *
 * @param name       of the form
 * @param spinUp     from random states to what is taken for the attractor
 * @param tests      runs of the truth that forecasts are compared with
 * @param truths     others, that are observed
 * @param climate    of those, what moments are taken from
 * @param analyses   of each
 * @param burn       analyses of each that are left out
 * @param members    of an assimilation
 * @param epochs     of a training
 * @param networks   trainings with each case
 * @param starts     forecasts of each test
 * @param lead       the last one of a forecast
 * @param free       of a free run
 * @param thin       from one to the next that is kept of it
 */
record Sizes(String name, int spinUp, int tests, int truths, int climate, int analyses, int burn, int members,
    int epochs, int networks, int starts, int lead, int free, int thin) {

  /** 20 tests after a million units of time; forecasts of 700 days, free runs of 61 years. */
  static final Sizes REFERENCE = new Sizes("reference", 100_000, 20, 40, 1000, 2700, 200, 50, 20, 3, 16, 624, 20_000,
      200);

  /** Less of it. */
  static final Sizes MEDIUM = new Sizes("medium", 100_000, 16, 16, 500, 1700, 200, 50, 20, 2, 4, 624, 4000,
      100);

  /** Seconds, without a meaning. */
  static final Sizes QUICK = new Sizes("quick", 100, 4, 3, 20, 60, 10, 12, 2, 2, 3, 8, 40, 2);

  boolean quick() {
    return this == QUICK;
  }

  /** The output that a forecast starts at. */
  int start(int number) {
    return starts == 1 ? 0 : (int) ((long) number * (free - lead) / (starts - 1));
  }

  /** Leads at which errors are kept, ascending; the last one is that of the forecasts. */
  int[] leads() {
    int days = Math.min(10, lead - 1);
    int steps = Math.min(20, lead - days);
    int[] leads = new int[days + steps];
    for (int i = 0; i < days; i++) {
      leads[i] = i + 1;
    }
    for (int i = 1; i <= steps; i++) {
      leads[days + i - 1] = days + (int) ((long) (lead - days) * i / steps);
    }
    return leads;
  }

  /** States that are kept of a free run. */
  int kept() {
    return free / thin;
  }

  /** The same with another number of networks, which no record depends on. */
  Sizes withNetworks(int number) {
    return new Sizes(name, spinUp, tests, truths, climate, analyses, burn, members, epochs, number, starts, lead, free,
        thin);
  }
}
