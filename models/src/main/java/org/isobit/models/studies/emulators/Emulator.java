package org.isobit.models.studies.emulators;

/** Makes of the last states of some runs the next one. One caller at a time. */
interface Emulator {

  /**
   * The next states.
   *
   * @param runs    how many
   * @param windows runs × window × size, the latest state of each last
   * @param next    takes runs × size
   */
  void step(int runs, double[] windows, double[] next);

  /** The latest state again. */
  static Emulator persistence(int window, int size) {
    return (runs, windows, next) -> {
      for (int r = 0; r < runs; r++) {
        System.arraycopy(windows, ((r + 1) * window - 1) * size, next, r * size, size);
      }
    };
  }
}
