package org.isobit.models.assimilation.localization;

/**
 * How the weight falls off with one kind of distance.
 *
 * @param taper  the taper
 * @param radius how far, and in which convention
 * @param length the taper's length L
 */
record Scale(TaperFunction taper, Radius radius, double length) {

  static Scale of(TaperFunction taper, Radius radius) {
    if (!(taper.support() > 0.0) || Double.isInfinite(taper.support())) {
      throw new IllegalArgumentException("Taper: " + taper.label() + " must end at a positive and finite distance, but "
          + "says " + taper.support());
    }
    return new Scale(taper, radius, radius.length(taper));
  }

  @Override
  public String toString() {
    return taper.label() + " " + radius.value() + " (" + radius.convention().label() + ", L = " + length + ")";
  }
}
