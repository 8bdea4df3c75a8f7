package org.isobit.models.assimilation;

import java.util.ArrayList;
import java.util.List;

/** How a weight falls off with distance d; the length L comes from a {@link Radius}. */
public enum Taper {
  /** Gaspari and Cohn (1999), eq. 4.10, with half-width c = L: zero from 2L on. */
  GASPARI_COHN("gaspari-cohn"),
  /** exp(−d²/(2L²)). */
  GAUSSIAN("gaussian"),
  /** exp(−d/L). */
  EXPONENTIAL("exponential"),
  /** 1 up to and including L, 0 beyond. */
  BOXCAR("boxcar");

  private final String label;

  Taper(String label) {
    this.label = label;
  }

  /**
   * The taper's name in configuration files.
   *
   * @return words joined by hyphens
   */
  public String label() {
    return label;
  }

  /**
   * The taper of a name.
   *
   * @param label a name as {@link #label} gives it
   * @return the taper
   * @throws IllegalArgumentException listing the names there are
   */
  public static Taper of(String label) {
    List<String> known = new ArrayList<>();
    for (Taper taper : values()) {
      if (taper.label.equals(label)) {
        return taper;
      }
      known.add(taper.label);
    }
    throw new IllegalArgumentException("Taper: '" + label + "' is none of " + String.join(", ", known));
  }
}
