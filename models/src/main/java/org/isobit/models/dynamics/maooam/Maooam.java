package org.isobit.models.dynamics.maooam;

import java.util.Arrays;
import java.util.List;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.QuadraticModel;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * MAOOAM, the modular arbitrary-order ocean–atmosphere model of De Cruz, Demaeyer and Vannitsem (2016), Geosci. Model
 * Dev. 9, 2793–2808: a two-layer quasi-geostrophic atmosphere over a layer of the ocean on a β plane, coupled by
 * friction, radiation and heat, in the amplitudes of {@link Mode}s. ψ is the mean of the streamfunctions of both
 * layers, θ half their difference, which stands for temperature:
 *
 * <pre>
 *   ∂∇²ψ1/∂t + J(ψ1, ∇²ψ1) + β·∂ψ1/∂x = −k'd·∇²(ψ1 − ψ3) + f0/Δp·ω
 *   ∂∇²ψ3/∂t + J(ψ3, ∇²ψ3) + β·∂ψ3/∂x = k'd·∇²(ψ1 − ψ3) − f0/Δp·ω − kd·∇²(ψ3 − ψo)
 *   ∂(∇²ψo − ψo/LR²)/∂t + J(ψo, ∇²ψo) + β·∂ψo/∂x = −r·∇²ψo + d·∇²(ψ3 − ψo)
 *   γa·(∂Ta/∂t + J(ψ, Ta) − σ·ω·p/R) = −λ·(Ta − To) + εσB·To⁴ − 2εσB·Ta⁴ + Ra
 *   γo·(∂To/∂t + J(ψo, To)) = −λ·(To − Ta) − σB·To⁴ + εσB·Ta⁴ + Ro
 * </pre>
 *
 * with ψ1 = ψ + θ, ψ3 = ψ − θ and fourth powers linearised about equilibrium. A state is ψ and θ of the atmosphere's
 * modes, then ψo and To of the ocean's, without dimension: time in 1/f0, length in scale/π, streamfunctions in
 * length²·f0, temperatures in f0²·length²/R.
 *
 * <p>Immutable, thread-safe.
 */
public final class Maooam extends QuadraticModel {

  private final InnerProducts products;
  private final Parameters parameters;

  /** The 36 variables and parameters of the original program. */
  public Maooam() {
    this(Preset.DEFAULT.parameters(), 2, 2, 2, 4);
  }

  /**
   * The model of a resolution: 36 variables are 2, 2, 2, 4, and 56 are 2, 4, 2, 4.
   *
   * @param parameters  physical parameters
   * @param atmosphereX greatest wave number of the atmosphere along the channel, from 1 to 16
   * @param atmosphereY greatest wave number of the atmosphere across it, from 1 to 16
   * @param oceanX      greatest wave number of the ocean along the channel, from 1 to 16
   * @param oceanY      greatest wave number of the ocean across it, from 1 to 16
   * @throws IllegalArgumentException if a number is out of range, or parameters overflow
   */
  public Maooam(Parameters parameters, int atmosphereX, int atmosphereY, int oceanX, int oceanY) {
    this(parameters, new InnerProducts(Mode.atmosphere(atmosphereX, atmosphereY), Mode.ocean(oceanX, oceanY),
        parameters.get(Parameter.N)), "atmosphere=" + atmosphereX + "x" + atmosphereY + ", ocean=" + oceanX + "x"
            + oceanY);
  }

  private Maooam(Parameters parameters, InnerProducts products, String resolution) {
    super("Maooam[" + resolution + (parameters.toString().isEmpty() ? "" : ", " + parameters) + "]",
        Tensor.of(products, parameters));
    this.parameters = parameters;
    this.products = products;
  }

  /**
   * Modes and their inner products.
   *
   * @return the products
   */
  public InnerProducts products() {
    return products;
  }

  /**
   * Physical parameters.
   *
   * @return all of them
   */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * The unit of time.
   *
   * @return seconds, 1/f0
   */
  public double secondsPerUnit() {
    return 1.0 / parameters.get(Parameter.F0);
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    private static final String PRESET = "preset";
    private static final String[] SIZES = {"atmosphere-x", "atmosphere-y", "ocean-x", "ocean-y"};
    private static final int[] USUAL = {2, 2, 2, 4};

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("maooam", "atmosphere over an ocean in modes of a channel, usually 36 variables",
          "De Cruz, Demaeyer and Vannitsem 2016");
    }

    @Override
    public Keys keys() {
      Key[] keys = new Key[1 + SIZES.length + Parameter.values().length];
      keys[0] = Key.word(PRESET, "published set of parameters",
          Arrays.stream(Preset.values()).map(Preset::label).toArray(String[]::new)).usual(Preset.DEFAULT.label());
      for (int s = 0; s < SIZES.length; s++) {
        keys[1 + s] = Key.of(SIZES[s], Key.Form.INTEGER, "greatest wave number of the "
            + (s < 2 ? "atmosphere" : "ocean") + (s % 2 == 0 ? " along" : " across") + " the channel")
            .usual(USUAL[s]).between(1, Mode.LARGEST);
      }
      for (Parameter parameter : Parameter.values()) {
        keys[1 + SIZES.length + parameter.ordinal()] = parameter.described();
      }
      return Keys.of(keys);
    }

    @Override
    public ModelProfile profile(Values values) {
      Maooam model = build(values);
      int atmosphere = model.products.atmosphere().size();
      int ocean = model.products.ocean().size();
      int second = Math.min(1, ocean - 1);
      StateLayout.Axis above = StateLayout.Axis.numbers("mode_a", "mode of the atmosphere", atmosphere);
      StateLayout.Axis below = StateLayout.Axis.numbers("mode_o", "mode of the ocean", ocean);
      return ModelProfile.of(new StateLayout(List.of(field("psi_a", "stream function of the atmosphere", above),
          field("theta_a", "temperature of the atmosphere", above),
          field("psi_o", "stream function of the ocean", below), field("T_o", "temperature of the ocean", below))))
          .withTimeUnit(model.secondsPerUnit() + " s").withAttractor(0, 2 * atmosphere + second,
              2 * atmosphere + ocean + second).withRun("rk4", 0.5, 1_000_000, 1_000_000, 400)
          .withGrowth(Double.NaN, "below 0.0001 over 500 000 units of time, with long regular spells");
    }

    private static StateLayout.Field field(String name, String says, StateLayout.Axis modes) {
      return new StateLayout.Field(name, says, "1", List.of(modes));
    }

    @Override
    public double[] start(Values values, long seed) {
      return ModelProvider.normal(seed, 0.02, new double[build(values).size()]);
    }

    @Override
    public Maooam build(Values values) {
      Parameters parameters = Preset.of(values.text(PRESET)).parameters();
      for (Parameter parameter : Parameter.values()) {
        if (values.all().containsKey(parameter.key())) {
          parameters = parameters.with(parameter, values.number(parameter.key()));
        }
      }
      return new Maooam(parameters, values.integer(SIZES[0]), values.integer(SIZES[1]), values.integer(SIZES[2]),
          values.integer(SIZES[3]));
    }
  }
}
