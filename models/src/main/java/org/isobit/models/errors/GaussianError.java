package org.isobit.models.errors;

import org.isobit.kernels.random.Philox;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Normal errors of mean 0: error i is √variance times normal i of the stream.
 *
 * @param variance their variance, positive
 */
public record GaussianError(double variance) implements UnbiasedLaw {

  /**
   * Checks the variance.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public GaussianError {
    LawParameters.positive("gaussian", "variance", variance);
  }

  @Override
  public String label() {
    return "gaussian";
  }

  @Override
  public void draw(long seed, long stream, long first, int n, double[] out, int at) {
    double deviation = Math.sqrt(variance);
    Philox.gaussian(seed, stream, first, n, out, at);
    for (int i = 0; i < n; i++) {
      out[at + i] = deviation * out[at + i];
    }
  }

  /** The law in configurations. */
  public static final class Provider extends NamedEntry implements LawProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("gaussian", "normal law without bias", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("variance", Key.Form.NUMBER, "variance about the mean").required().positive());
    }

    @Override
    public GaussianError build(Values values) {
      return new GaussianError(values.number("variance"));
    }
  }
}
