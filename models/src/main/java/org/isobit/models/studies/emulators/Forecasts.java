package org.isobit.models.studies.emulators;

/** How far an emulator's forecasts go: root-mean-square errors by lead. */
final class Forecasts {

  private Forecasts() {}

  /**
   * Forecasts from states of a run that no training has seen.
   *
   * @param emulator makes the steps, each from what it made before
   * @param run      the truth
   * @param window   states that an emulator reads
   * @param starts   how many forecasts, from states at equal distances
   * @param leads    steps of each
   * @return root-mean-square errors over starts and variables, of leads 1, 2, …, as shares of the run's standard
   *     deviation
   */
  static double[] errors(Emulator emulator, Series run, int window, int starts, int leads) {
    int size = run.size();
    double[] windows = new double[starts * window * size];
    int[] first = new int[starts];
    for (int s = 0; s < starts; s++) {
      // Of the states that have a whole window before them and all leads behind them.
      first[s] = window - 1 + (int) ((long) s * (run.count() - window - leads) / starts);
      run.window(first[s], window, windows, s * window * size);
    }
    double deviation = run.deviation(run.mean());
    double[] next = new double[starts * size];
    double[] errors = new double[leads];
    for (int lead = 1; lead <= leads; lead++) {
      emulator.step(starts, windows, next);
      double sum = 0.0;
      for (int s = 0; s < starts; s++) {
        for (int j = 0; j < size; j++) {
          double e = next[s * size + j] - run.states()[(first[s] + lead) * size + j];
          sum += e * e;
        }
        int at = s * window * size;
        System.arraycopy(windows, at + size, windows, at, (window - 1) * size);
        System.arraycopy(next, s * size, windows, at + (window - 1) * size, size);
      }
      errors[lead - 1] = Math.sqrt(sum / ((long) starts * size)) / deviation;
    }
    return errors;
  }
}
