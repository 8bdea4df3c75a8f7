package org.isobit.models.assimilation.localization;

import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/**
 * How horizontal, vertical and time distance make one weight. With Gaussian tapers both are the same, as in Miyoshi's
 * LETKF (Miyoshi and Yamane 2007, Mon. Weather Rev. 135, 3841–3861).
 */
public enum Combination implements Entry {
  /**
   * The product of a taper of each distance, ρ = ρ_h(d_h)·ρ_v(d_v)·ρ_t(d_t): PDAF's factorised localisation, and how
   * horizontal and vertical localisation are combined in JEDI.
   */
  PRODUCT("product", "the product of the tapers, each of its own distance", ""),
  /**
   * One taper of one distance in units of the lengths, √((d_h/L_h)² + (d_v/L_v)² + (d_t/L_t)²): DART's vertical
   * normalisation (Anderson et al. 2009, Bull. Amer. Meteor. Soc. 90, 1283–1296).
   */
  DISTANCE("distance", "one taper of one distance in units of the lengths", "Anderson et al. 2009");

  private final String label;
  private final String sentence;
  private final String source;

  Combination(String label, String sentence, String source) {
    this.label = label;
    this.sentence = sentence;
    this.source = source;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String source() {
    return source;
  }

  /**
   * The combination of a name.
   *
   * @param label a name as {@link #label} gives it
   * @return the combination
   * @throws IllegalArgumentException listing the names there are
   */
  public static Combination of(String label) {
    return Registry.one("Combination: ", label, values());
  }
}
