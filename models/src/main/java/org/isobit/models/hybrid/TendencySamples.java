package org.isobit.models.hybrid;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;

/**
 * What a correction is learned from: successive states, analyses or a truth, and the tendency that a model lacks on the
 * way from one to the next, a mean over it (Brajard, Carrassi, Bocquet and Bertino 2021, Phil. Trans. R. Soc. A 379,
 * 20200086, section 2),
 *
 * <pre>
 *   input x_k,  target (x_{k+1} − M^s(x_k)) ÷ τ
 * </pre>
 *
 * with s steps of the model M in the time τ between them. Immutable by convention, thread-safe.
 *
 * @param size    numbers of a state
 * @param inputs  samples × size
 * @param targets samples × size
 */
public record TendencySamples(int size, double[] inputs, double[] targets) {

  private static final String NAME = "TendencySamples";

  /**
   * Samples of several series of states, one series after the other.
   *
   * @param model  M
   * @param steps  s, at least 1
   * @param series each of successive states, which stand one after the other
   * @param first  the state of each series that is the first input
   * @param count  inputs of each series, at least 1; one state more must follow
   * @return the samples
   * @throws IllegalArgumentException if a series has too few states, or a number is out of range
   */
  public static TendencySamples of(ForecastModel model, int steps, double[][] series, int first, int count) {
    Checks.positive(NAME, "steps", steps);
    Checks.positive(NAME, "count", count);
    int n = model.size();
    int each = Checks.elements(NAME, count, n, Double.BYTES);
    double[] inputs = new double[Checks.elements(NAME, series.length, each, Double.BYTES)];
    for (int t = 0; t < series.length; t++) {
      Checks.vector(NAME, "series", series[t], (long) first * n, each + n);
      System.arraycopy(series[t], first * n, inputs, t * each, each);
    }
    double[] targets = inputs.clone();
    model.advance(0, steps, Ensemble.of(targets, series.length * count, n), Workers.serial());
    double time = steps * model.timeStep();
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (series[i / each][(first + 1) * n + i % each] - targets[i]) / time;
    }
    return new TendencySamples(n, inputs, targets);
  }

  /**
   * How many there are.
   *
   * @return their number
   */
  public int count() {
    return inputs.length / size;
  }
}
