package org.isobit.models.studies.marinebgc;

import org.isobit.models.dynamics.column.Site;
import org.isobit.models.studies.StudyJob;

/**
 * Runs of one contender with some truths. Random numbers follow from site, set and number of a truth, so that runs of
 * different settings and contenders with the same numbers form pairs.
 *
 * @param setting        what is run
 * @param contender      with which scheme
 * @param site           where
 * @param initialisation number of the network's initial weights; of a mean of networks, how many they are; else 0
 * @param damping        factor of the covariances with what is not observed; 1: none
 * @param set            which truths
 * @param from           the first of them
 * @param to             one more than the last
 */
record Job(Setting setting, Contender contender, Site site, int initialisation, double damping, TruthSet set, int from,
    int to) implements StudyJob {

  int truths() {
    return to - from;
  }

  @Override
  public String path() {
    Scheme scheme = contender.scheme();
    return setting.label() + "/" + site.name() + "/" + scheme.file()
        + (contender.trained().isEmpty() ? "" : "-" + contender.places())
        + (scheme.damped() ? "-d" + damping : "")
        + (scheme.learned() ? (scheme.initialised() ? "-i" : "-of") + initialisation : "")
        + "-" + set.label() + "-" + from + "-" + (to - 1);
  }

  @Override
  public int cost() {
    return contender.scheme().cost();
  }
}
