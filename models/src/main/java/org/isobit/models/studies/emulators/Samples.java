package org.isobit.models.studies.emulators;

/**
 * Inputs and targets of one training: windows of standardised states, and the change to the next state in units of the
 * usual one.
 *
 * @param scaling of inputs and targets
 * @param count   how many
 * @param inputs  count × window × size
 * @param targets count × size
 */
record Samples(Scaling scaling, int count, double[] inputs, double[] targets) {

  /**
   * How states become inputs, and outputs changes.
   *
   * @param window    states of an input
   * @param size      numbers of a state
   * @param mean      of the training's numbers
   * @param deviation their standard deviation
   * @param change    the standard deviation of changes
   */
  record Scaling(int window, int size, double mean, double deviation, double change) {

    static Scaling of(Series training, int window) {
      double mean = training.mean();
      return new Scaling(window, training.size(), mean, training.deviation(mean), training.change());
    }

    double input(double x) {
      return (x - mean) / deviation;
    }
  }

  /** All windows of a series that have a next state. */
  static Samples of(Series series, Scaling scaling) {
    int window = scaling.window();
    int size = scaling.size();
    int count = series.count() - window;
    double[] inputs = new double[count * window * size];
    double[] targets = new double[count * size];
    for (int i = 0; i < count; i++) {
      int last = window - 1 + i;
      series.window(last, window, inputs, i * window * size);
      for (int j = 0; j < size; j++) {
        targets[i * size + j] = (series.states()[(last + 1) * size + j] - series.states()[last * size + j])
            / scaling.change();
      }
    }
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = scaling.input(inputs[i]);
    }
    return new Samples(scaling, count, inputs, targets);
  }
}
