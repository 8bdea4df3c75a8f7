package org.isobit.models.assimilation.localization;

import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/**
 * Whether an observation at exactly the distance at which a taper ends is near. It shows with tapers whose weight is
 * not 0 there, such as the step {@link TaperLaw#BOXCAR}, and grids whose distances are round numbers.
 */
public enum Border implements Entry {
  /**
   * It is, with the weight that the taper has there: PDAF counts distances up to and including {@code cradius}, DAPPER
   * those up to and including the radius. A weight of 0 counts as no observation all the same, whereas PDAF would count
   * the point as observed.
   */
  INSIDE("inside", "an observation at exactly the distance where a taper ends has the taper's weight", "PDAF, DAPPER"),
  /** It is not: DART's weights are 0 from twice the cutoff on. */
  OUTSIDE("outside", "an observation at exactly the distance where a taper ends is not near", "DART");

  private final String label;
  private final String sentence;
  private final String source;

  Border(String label, String sentence, String source) {
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
   * The border of a name.
   *
   * @param label a name as {@link #label} gives it
   * @return the border
   * @throws IllegalArgumentException listing the names there are
   */
  public static Border of(String label) {
    return Registry.one("Border: ", label, values());
  }
}
