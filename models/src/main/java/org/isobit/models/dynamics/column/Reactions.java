package org.isobit.models.dynamics.column;

/** How pools change by flows in a step. */
public enum Reactions {

  /** Euler's step, as it is: nitrogen is kept, but a pool can become negative where a step is long. */
  EULER("euler"),

  /** Euler's step, after which nothing is below {@link #FLOOR}: what that adds to a pool is added to the column. */
  CLIPPED("clipped"),

  /**
   * The modified Patankar–Euler step (Burchard, Deleersnijder and Meister 2003): what is positive stays so, nitrogen is
   * kept, and each level solves a system of as many equations as there are pools.
   */
  PATANKAR("patankar");

  /** The least concentration of {@link #CLIPPED}, in mmol m⁻³. */
  public static final double FLOOR = 1e-10;

  private final String word;

  Reactions(String word) {
    this.word = word;
  }

  /**
   * What configurations call it.
   *
   * @return the word
   */
  public String word() {
    return word;
  }

  /**
   * The one of a word.
   *
   * @param word as configurations have it
   * @return the kind
   * @throws IllegalArgumentException if there is none
   */
  public static Reactions named(String word) {
    for (Reactions reactions : values()) {
      if (reactions.word.equals(word)) {
        return reactions;
      }
    }
    throw new IllegalArgumentException("Reactions: there is no '" + word + "', but euler, clipped, patankar");
  }
}
