package org.isobit.models.studies.latentetkf;

import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.kernels.random.Philox;

/** What the study itself draws: initial states. Streams of observation errors are named here too. Thread-safe. */
final class StudyDraws {

  /** Stream of observation errors; its low bits are the analysis. */
  static final long ERRORS = 0x22L << 56;

  private static final long TRUTH = 0x20L << 56;
  private static final long MEMBERS = 0x21L << 56;
  private static final long CLIMATOLOGY = 0x23L << 56;

  private StudyDraws() {}

  /** r = 1, θ uniform in [−0.1π, 0). */
  private static void state(long seed, long stream, long index, double[] state, int at) {
    double halfTurns = 0.1 * (Philox.uniform(seed, stream, index) - 1.0);
    state[at] = SinPiReference.cospi(halfTurns);
    state[at + 1] = SinPiReference.sinpi(halfTurns);
  }

  static void truth(long seed, double[] state) {
    state(seed, TRUTH, 0, state, 0);
  }

  static void member(long seed, int member, double[] values, int at) {
    state(seed, MEMBERS, member, values, at);
  }

  static void climatology(long seed, double[] state) {
    state(seed, CLIMATOLOGY, 0, state, 0);
  }
}
