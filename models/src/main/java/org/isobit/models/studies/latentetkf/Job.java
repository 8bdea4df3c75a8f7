package org.isobit.models.studies.latentetkf;

import org.isobit.models.studies.StudyJob;

/**
 * One run. Its random numbers are those of seed 1000 + 100·climatology + 7·run, the truth's of 100 less, so that runs
 * of different settings and methods with the same numbers form pairs.
 *
 * @param setting     what is run
 * @param method      with which filter
 * @param climatology number of the climatology, from 0
 * @param run         number of the run with it, from 0
 */
public record Job(Setting setting, Method method, int climatology, int run) implements StudyJob {

  long seed() {
    return climatologySeed(climatology) + 7L * run;
  }

  long truthSeed() {
    return seed() - 100;
  }

  static long climatologySeed(int climatology) {
    return 1000 + 100L * climatology;
  }

  @Override
  public int cost() {
    return method.cost();
  }

  @Override
  public String path() {
    return setting.label() + "/" + method.label().replace(' ', '-') + "-c" + climatology + "-r" + run;
  }
}
