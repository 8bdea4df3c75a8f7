package org.isobit.models.dynamics.lorenz;

import java.util.List;
import java.util.Optional;
import org.isobit.kernels.Checks;
import org.isobit.kernels.dynamics.TwoScaleLorenzTendency;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.dynamics.ModelParameters;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.Positions;
import org.isobit.models.dynamics.profile.StateLayout.Axis;
import org.isobit.models.dynamics.profile.StateLayout.Field;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * The two-scale model of Lorenz (1996), Predictability: a problem partly solved, eqs. 2–3: slow variables X on a ring,
 * each with J fast ones, which form one ring Y:
 *
 * <pre>
 *   dX_i = (X_{i+1} − X_{i−2})·X_{i−1} − X_i + F − (h·c/b)·Σ Y of X_i
 *   dY_j = c·b·(Y_{j−1} − Y_{j+2})·Y_{j+1} − c·Y_j + (h·c/b)·X_{⌊j/J⌋}
 * </pre>
 *
 * A state is X, then Y. {@link TwoScaleLorenzTendency} has the order of operations. Two settings are usual: 36 slow
 * variables with 10 fast ones each and F = 10, which papers on learned models also call L05III, and that of Wilks
 * (2005, Q. J. R. Meteorol. Soc. 131, 389–407), {@link #wilks}.
 *
 * <p>Runs along the contiguous rings, vector by vector. Immutable, thread-safe.
 */
public final class TwoScaleLorenz implements LinearizedModel {

  /** So that both together fit into an array. */
  private static final int LARGEST = 100_000;
  private static final int MOST_FAST = 10_000;

  private final int slow;
  private final int fast;
  private final double forcing;
  private final double h;
  private final double c;
  private final double b;

  /** 36 slow variables with 10 fast ones each, F = 10, h = 1, c = 10, b = 10. */
  public TwoScaleLorenz() {
    this(36, 10, 10.0, 1.0, 10.0, 10.0);
  }

  /**
   * The model with other parameters.
   *
   * @param slow    number of slow variables, 4 to 100 000
   * @param fast    J, fast variables of each, 1 to 10 000
   * @param forcing F
   * @param h       strength of the coupling
   * @param c       ratio of time scales
   * @param b       ratio of amplitudes, not 0
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public TwoScaleLorenz(int slow, int fast, double forcing, double h, double c, double b) {
    range("slow", slow, 4, LARGEST);
    range("fast", fast, 1, MOST_FAST);
    this.slow = slow;
    this.fast = fast;
    this.forcing = ModelParameters.finite("TwoScaleLorenz", "forcing", forcing);
    this.h = ModelParameters.finite("TwoScaleLorenz", "h", h);
    this.c = ModelParameters.finite("TwoScaleLorenz", "c", c);
    this.b = ModelParameters.finite("TwoScaleLorenz", "b", b);
    if (b == 0.0) {
      throw new IllegalArgumentException("TwoScaleLorenz: b must not be 0");
    }
  }

  private static void range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("TwoScaleLorenz: " + name + " must be from " + least + " to " + most
          + ", but is " + value);
    }
  }

  /**
   * The setting of Wilks (2005): 8 slow variables with 32 fast ones each, F = 20, h = 1, c = 10, b = 10.
   *
   * @return the model
   */
  public static TwoScaleLorenz wilks() {
    return new TwoScaleLorenz(8, 32, 20.0, 1.0, 10.0, 10.0);
  }

  @Override
  public int size() {
    return slow * (1 + fast);
  }

  /**
   * Number of slow variables, the first ones of a state.
   *
   * @return the number
   */
  public int slow() {
    return slow;
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    TwoScaleLorenzTendency.tendency(slow, fast, forcing, h, c, b, x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    TwoScaleLorenzTendency.tangent(slow, fast, h, c, b, x, xOffset, dx, dxOffset, out, outOffset);
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    TwoScaleLorenzTendency.adjoint(slow, fast, h, c, b, x, xOffset, dy, dyOffset, out, outOffset);
  }

  @Override
  public String toString() {
    return "TwoScaleLorenz[slow=" + slow + ", fast=" + fast + ", forcing=" + forcing + ", h=" + h + ", c=" + c
        + ", b=" + b + "]";
  }

  /** The model in configurations. */
  public static class Provider extends NamedEntry implements ModelProvider {

    private final TwoScaleLorenz usual;
    private final double exponent;
    private final String exponentSource;

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      this("lorenz-two-scale", "slow and fast variables on two rings, usually 36 and 360",
          "Lorenz 1996, eqs. 2-3", new TwoScaleLorenz(), 9.86, "measured over 20 000 units of time");
    }

    private Provider(String label, String sentence, String source, TwoScaleLorenz usual, double exponent,
        String exponentSource) {
      super(label, sentence, source);
      this.usual = usual;
      this.exponent = exponent;
      this.exponentSource = exponentSource;
    }

    @Override
    public final Keys keys() {
      return Keys.of(
          Key.of("slow", Key.Form.INTEGER, "number of slow variables").usual(usual.slow).between(4, LARGEST),
          Key.of("fast", Key.Form.INTEGER, "fast variables of each slow one").usual(usual.fast).between(1, MOST_FAST),
          Key.of("forcing", Key.Form.NUMBER, "the forcing F").usual(usual.forcing),
          Key.of("h", Key.Form.NUMBER, "strength of the coupling").usual(usual.h),
          Key.of("c", Key.Form.NUMBER, "ratio of time scales").usual(usual.c),
          Key.of("b", Key.Form.NUMBER, "ratio of amplitudes").usual(usual.b).positive());
    }

    @Override
    public final ModelProfile profile(Values values) {
      int slow = values.integer("slow");
      return ModelProfile.of(new StateLayout(List.of(
          new Field("x", "slow variables", "1", List.of(Axis.numbers("k", "place of the slow variable", slow))),
          new Field("y", "fast variables", "1", List.of(Axis.numbers("j", "place of the fast variable",
              slow * values.integer("fast")))))))
          .withTimeUnit("5 days").withRun("rk4", 0.005, 2000, 2000, 4).withGrowth(exponent, exponentSource);
    }

    /** On a ring of as many units as there are slow variables, each amid the fast ones that it is coupled to. */
    @Override
    public final Optional<Positions> positions(Values values) {
      int slow = values.integer("slow");
      int fast = values.integer("fast");
      double[] places = new double[Checks.elements("TwoScaleLorenz", slow, 1 + fast, Double.BYTES)];
      for (int k = 0; k < slow; k++) {
        places[k] = k;
        for (int j = 0; j < fast; j++) {
          places[slow + k * fast + j] = k + (2 * j + 1 - fast) / (2.0 * fast);
        }
      }
      return Optional.of(new Positions(1, places, slow));
    }

    @Override
    public final double[] start(Values values, long seed) {
      return ModelProvider.normal(seed, 1.0, new double[Checks.elements("TwoScaleLorenz", values.integer("slow"),
          1 + values.integer("fast"), Double.BYTES)]);
    }

    @Override
    public final TwoScaleLorenz build(Values values) {
      return new TwoScaleLorenz(values.integer("slow"), values.integer("fast"), values.number("forcing"),
          values.number("h"), values.number("c"), values.number("b"));
    }
  }

  /** The setting of Wilks (2005) in configurations. */
  public static final class WilksProvider extends Provider {

    /** For {@link java.util.ServiceLoader}. */
    public WilksProvider() {
      super("lorenz-wilks", "slow and fast variables on two rings, usually 8 and 256", "Wilks 2005", wilks(),
          19.46, "measured over 4000 units of time");
    }
  }
}
