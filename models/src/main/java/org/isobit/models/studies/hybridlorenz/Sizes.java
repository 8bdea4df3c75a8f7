package org.isobit.models.studies.hybridlorenz;

/**
 * How long everything is. Immutable.
 *
 * @param name             of the form
 * @param steps            of the truncated model that are observed
 * @param members          of the assimilation
 * @param burn             analyses that are left out
 * @param training         samples of a training at most
 * @param validation       samples of its validation, the last ones
 * @param epochs           of a training
 * @param networks         trainings with each setting
 * @param starts           forecasts
 * @param leads            of them
 * @param leadSteps        steps of the truncated model from one lead to the next
 * @param climateRuns      free runs
 * @param climateSpinUp    steps of theirs that are left out
 * @param climateSamples   states of each that are counted
 * @param climateSteps     steps of the truncated model from one state to the next
 * @param segment          states of a spectrum's segment
 * @param lyapunovRuns     runs with tangents
 * @param lyapunovSpinUp   factorisations of each that are left out
 * @param lyapunovTimes    factorisations of each that are counted
 * @param lyapunovSteps    steps of the truncated model from one factorisation to the next
 * @param growthSamples    states of two runs that part, as many steps apart as those of the climate
 */
record Sizes(String name, int steps, int members, int burn, int training, int validation, int epochs, int networks,
    int starts, int leads, int leadSteps, int climateRuns, int climateSpinUp, int climateSamples, int climateSteps,
    int segment, int lyapunovRuns, int lyapunovSpinUp, int lyapunovTimes, int lyapunovSteps, int growthSamples) {

  /** As published, but with 400 starts. */
  static final Sizes REFERENCE = new Sizes("reference", 150_000, 50, 100, 10_000, 1000, 100, 3, 400, 60, 25, 40, 2000,
      2048, 5, 512, 4, 100, 400, 5, 200);

  /** A tenth of everything. */
  static final Sizes MEDIUM = new Sizes("medium", 22_500, 50, 100, 3000, 1000, 40, 2, 100, 24, 25, 16, 1000, 512, 5,
      256, 2, 60, 60, 5, 160);

  /** Seconds, without a meaning. */
  static final Sizes QUICK = new Sizes("quick", 1500, 12, 20, 100, 40, 2, 2, 6, 8, 25, 3, 50, 64, 5, 32, 2, 2, 4, 5,
      40);

  boolean quick() {
    return this == QUICK;
  }

  /** The same with another number of networks. */
  Sizes withNetworks(int number) {
    return new Sizes(name, steps, members, burn, training, validation, epochs, number, starts, leads, leadSteps,
        climateRuns, climateSpinUp, climateSamples, climateSteps, segment, lyapunovRuns, lyapunovSpinUp, lyapunovTimes,
        lyapunovSteps, growthSamples);
  }
}
