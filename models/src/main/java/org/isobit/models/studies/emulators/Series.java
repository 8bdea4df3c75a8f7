package org.isobit.models.studies.emulators;

/**
 * States of one run at equal intervals, one after the other. Immutable by convention: nobody writes to the numbers.
 *
 * @param size   numbers of a state
 * @param states states × size
 */
record Series(int size, double[] states) {

  int count() {
    return states.length / size;
  }

  /** Copies window states that end with a state. */
  void window(int last, int window, double[] to, int at) {
    System.arraycopy(states, (last - window + 1) * size, to, at, window * size);
  }

  /** The mean of all numbers. */
  double mean() {
    double sum = 0.0;
    for (double x : states) {
      sum += x;
    }
    return sum / states.length;
  }

  /** Their standard deviation about a mean. */
  double deviation(double mean) {
    double sum = 0.0;
    for (double x : states) {
      sum += (x - mean) * (x - mean);
    }
    return Math.sqrt(sum / states.length);
  }

  /** The standard deviation of changes from one state to the next. */
  double change() {
    double sum = 0.0;
    for (int i = size; i < states.length; i++) {
      double d = states[i] - states[i - size];
      sum += d * d;
    }
    return Math.sqrt(sum / (states.length - size));
  }
}
