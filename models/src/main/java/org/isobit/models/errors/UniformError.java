package org.isobit.models.errors;

import org.isobit.kernels.random.Philox;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Errors spread evenly over ±√(3·variance): error i is made of uniform i of the stream.
 *
 * @param variance their variance, positive
 */
public record UniformError(double variance) implements UnbiasedLaw {

  /**
   * Checks the variance.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public UniformError {
    LawParameters.positive("uniform", "variance", variance);
  }

  @Override
  public String label() {
    return "uniform";
  }

  @Override
  public void draw(long seed, long stream, long first, int n, double[] out, int at) {
    double half = Math.sqrt(3.0 * variance);
    Philox.uniform(seed, stream, first, n, out, at);
    for (int i = 0; i < n; i++) {
      out[at + i] = half * (2.0 * out[at + i] - 1.0);
    }
  }

  /** The law in configurations. */
  public static final class Provider extends NamedEntry implements LawProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("uniform", "uniform law without bias", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("variance", Key.Form.NUMBER, "variance about the mean").required().positive());
    }

    @Override
    public UniformError build(Values values) {
      return new UniformError(values.number("variance"));
    }
  }
}
