package org.isobit.models.assimilation.noise;

import org.isobit.kernels.Workers;

/**
 * Red noise of every member, an autoregressive process of first order (Wilks 2005, Q. J. R. Meteorol. Soc. 131,
 * 389–407, of vectors): with white η ~ N(0, Q) and the memory φ
 *
 * <pre>
 *   e_0 = η_0      e_j = φ·e_{j−1} + (1 − φ²)^½·η_j
 * </pre>
 *
 * so that each e_j ~ N(0, Q) and cov(e_j, e_{j−1}) = φ·Q. It is a function of seed, stream, j and the member's index
 * alone. What was asked for last is kept to go on from, and what was gone back to last for the next return, as runs
 * over windows that follow one another need it; any other earlier time is found again from j = 0. A time costs a draw
 * of Q a member for each time since the one that it is found from. Thread-safe.
 */
final class RedNoise {

  private final ModelNoise noise;
  private final double memory;
  private final double fresh;
  private final int every;
  private final long seed;
  private final long stream;

  /** What was asked for last, and what was gone back to last; each replaced as a whole. */
  private volatile State last;
  private volatile State back;

  private record State(long j, int members, double[] e) {}

  /** Time j draws from the stream {@code stream + j·every}. */
  RedNoise(ModelNoise noise, double memory, int every, long seed, long stream) {
    if (!(memory > -1.0 && memory < 1.0)) {
      throw new IllegalArgumentException("RedNoise: the memory must be between -1 and 1, but is " + memory);
    }
    this.noise = noise;
    this.memory = memory;
    this.every = every;
    this.seed = seed;
    this.stream = stream;
    fresh = Math.sqrt(1.0 - memory * memory);
  }

  double memory() {
    return memory;
  }

  /** e_j of so many members at least, one after the other; read only. */
  double[] at(long j, int members, Workers workers) {
    if (j < 0) {
      throw new IllegalArgumentException("RedNoise: it begins at time level 0, but is asked for " + j * every);
    }
    State from = last;
    boolean again = from != null && from.j > j;
    if (again) {
      from = back;
    }
    if (from == null || from.j > j || from.members < members) {
      from = new State(0, members, draws(0, members, workers));
    }
    double[] e = from.j == j ? from.e : from.e.clone();
    for (long k = from.j + 1; k <= j; k++) {
      double[] eta = draws(k, from.members, workers);
      for (int i = 0; i < e.length; i++) {
        e[i] = Math.fma(memory, e[i], fresh * eta[i]);
      }
    }
    State now = new State(j, from.members, e);
    if (again) {
      back = now;
    }
    last = now;
    return e;
  }

  private double[] draws(long j, int members, Workers workers) {
    return NoiseTreatment.draws(noise, members, seed, stream + j * every, workers);
  }
}
