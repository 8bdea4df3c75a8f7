package org.isobit.models.cycle;

import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.inflation.InflationField;

/**
 * An ensemble whose members keep their numbers when others drop out.
 *
 * @param ensemble  the members that are there
 * @param members   their numbers, ascending; row m of the ensemble is member {@code members[m]}
 * @param inflation what adaptive inflation has learnt, or null without it
 */
record State(Ensemble ensemble, int[] members, InflationField inflation) {

  static State complete(Ensemble ensemble, InflationField inflation) {
    int[] members = new int[ensemble.members()];
    for (int m = 0; m < members.length; m++) {
      members[m] = m;
    }
    return new State(ensemble, members, inflation);
  }
}
