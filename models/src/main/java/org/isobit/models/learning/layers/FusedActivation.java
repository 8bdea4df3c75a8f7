package org.isobit.models.learning.layers;

import java.util.Map;
import java.util.Set;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The activation of a layer's outputs, as layers have it in their settings: {@code activation}, and {@code slope} of
 * LeakyReLU or {@code alpha} of ELU. Immutable.
 *
 * @param kind  which activation
 * @param slope where {@link Activation#hasSlope()}, positive and finite; 0 for the others
 */
public record FusedActivation(Activation kind, double slope) {

  private static final Set<Activation> RECTIFIED = Set.of(Activation.RELU, Activation.LEAKY_RELU, Activation.GELU,
      Activation.GELU_TANH, Activation.SILU, Activation.ELU, Activation.MISH, Activation.HARD_SWISH);

  /**
   * Checks the slope.
   *
   * @throws IllegalArgumentException for a bad slope, and for one of an activation that has none
   */
  public FusedActivation {
    Layers.requireSlope("activation", kind, slope);
  }

  /**
   * An activation with its usual slope.
   *
   * @param kind which
   * @return the activation
   */
  public static FusedActivation of(Activation kind) {
    return new FusedActivation(kind, kind.usualSlope());
  }

  /**
   * That of a layer's description.
   *
   * @param settings the layer's settings, whose keys have {@link #keys}
   * @return the activation
   * @throws IllegalArgumentException for one that there is not, and for a slope that is missing or bad
   */
  public static FusedActivation of(LayerSettings settings) {
    Activation kind = settings.activation("activation");
    return new FusedActivation(kind, kind.hasSlope() ? settings.number(slopeKey(kind)) : 0.0);
  }

  /**
   * Puts it among a layer's settings.
   *
   * @param settings receives {@code activation} and the slope, if there is one
   */
  public void describe(Map<String, Object> settings) {
    settings.put("activation", Layers.label(kind));
    if (kind.hasSlope()) {
      settings.put(slopeKey(kind), slope);
    }
  }

  /**
   * The keys that a layer has for it.
   *
   * @return activation, the identity unless it is given, and its slope
   */
  public static Keys keys() {
    return Keys.of(Key.word("activation", "applied to each output", Layers::activations).usual("identity"))
        .and(slopes());
  }

  static Keys slopes() {
    return Keys.of(
        Key.of("slope", Form.NUMBER, "below 0").usual(0.01).positive().when("the activation leaky-relu"),
        Key.of("alpha", Form.NUMBER, "factor of e^x - 1 below 0").usual(1.0).positive().when("the activation elu"));
  }

  /**
   * The usual law of initial weights of a layer with this activation.
   *
   * @return He's normal law where negative arguments are cut off, Glorot's uniform one elsewhere
   */
  public Initializer weights() {
    return RECTIFIED.contains(kind) ? Initializer.heNormal() : Initializer.glorotUniform();
  }

  private static String slopeKey(Activation kind) {
    return kind == Activation.ELU ? "alpha" : "slope";
  }
}
