package org.isobit.models.studies.emulators;

/**
 * What a training gave: root-mean-square errors on the held-out run by lead, as shares of its standard deviation.
 *
 * @param network     of the network
 * @param ridge       of ridge regression
 * @param persistence of the latest state
 * @param parameters  of the network
 * @param weights     CRC-32C of the trained weights, eight hexadecimal digits
 */
record Scores(double[] network, double[] ridge, double[] persistence, int parameters, String weights) {

  /** Whether a record has everything. */
  boolean isWhole() {
    return network != null && network.length > 0 && ridge != null && ridge.length == network.length
        && persistence != null && persistence.length == network.length && weights != null;
  }

  /** Whether the network's forecast of a lead is better than both others. */
  boolean isBest(int lead) {
    return network[lead - 1] < ridge[lead - 1] && network[lead - 1] < persistence[lead - 1];
  }
}
