package org.isobit.models.assimilation.inflation;

import java.util.Objects;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/**
 * Inflation that is estimated from the innovations: how a field of factors λ on the forecast variance follows from that
 * of the cycle before. {@link AdaptiveFilter} applies it.
 *
 * <p>Every cycle's λ, from the cycle before, multiplies the forecast covariance before the observation operator, for
 * each variable its own (DART's convention; Miyoshi's program has it inside the transform instead, which is the same
 * where λ does not vary within the localisation's reach). This cycle's innovations then give the λ of the next. With
 * d_j the innovation of the mean, σ_j² the variance of observed states <em>before</em> inflation and r_j² that of the
 * error:
 *
 * <ul>
 * <li>{@link Method#ANDERSON_2009} (Anderson 2009, Tellus 61A, 72–83): λ of a variable has the law N(λ, σ_λ²). The
 * observations come one by one in their order. With γ = ρ·|correlation of variable and observation|, ρ the taper:
 * θ² = (1 + γ·(√λ − 1))²·σ_j² + r_j² and the likelihood of d_j is that of N(0, θ²). Linear in λ about the present
 * estimate it has the slope g = (θ′/θ)·(d_j²/θ² − 1) in units of itself, and the mode of the product with the prior is
 * λ + 2σ_λ²·g/(1 + √(1 + 4σ_λ²·g²)). Where σ_λ may still shrink, it becomes √(−σ_λ²/(2·ln r)) with r the ratio of the
 * posterior density one σ_λ above the mode to that at the mode.</li>
 * <li>{@link Method#MIYOSHI_2011} (Miyoshi 2011, Mon. Weather Rev. 139, 1519–1535): at every point, with p = Σρ_j,
 * b = Σρ_j·σ_j²/r_j² and a = Σρ_j·d_j²/r_j², the innovations say (a − p)/b (Desroziers et al. 2005, eq. 1), with
 * variance v = (2/p)·((λ·b + p)/b)²; the new λ is the average of that and the old one, weighted by 1/v and 1/σ_λ²
 * (σ_λ stays).</li>
 * </ul>
 *
 * <p>Where errors are correlated, d and σ are those of whitened observations. λ then goes to 1 + damping·(λ − 1) and is
 * kept within bounds. Every variable's λ is one chain of operations; threads do not show. Immutable, thread-safe.
 */
public final class AdaptiveInflation {

  /** How λ is estimated. */
  public enum Method implements Entry {
    /** Bayesian, observation by observation, variable by variable. */
    ANDERSON_2009("anderson-2009",
        "Bayesian, observation by observation, variable by variable",
        "Anderson 2009", 0.6, 0.6),
    /** From all innovations around a point at once. */
    MIYOSHI_2011("miyoshi-2011", "from all innovations around a point at once", "Miyoshi 2011", 0.04, 0.04);

    private final String label;
    private final String sentence;
    private final String source;
    private final double deviation;
    private final double lowest;

    Method(String label, String sentence, String source, double deviation, double lowest) {
      this.label = label;
      this.sentence = sentence;
      this.source = source;
      this.deviation = deviation;
      this.lowest = lowest;
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
     * The usual standard deviation of λ: 0.6 as in DART, 0.04 as in Miyoshi (2011).
     *
     * @return what {@link AdaptiveInflation#of} takes
     */
    public double usualDeviation() {
      return deviation;
    }

    /**
     * The method of a name.
     *
     * @param label a name as {@link #label} gives it
     * @return the method
     * @throws IllegalArgumentException listing the names there are
     */
    public static Method of(String label) {
      return Registry.one("AdaptiveInflation: ", label, values());
    }
  }

  private final Method method;
  private final Localization localization;
  private final double initial;
  private final double deviation;
  private final double lowestDeviation;
  private final double damping;
  private final double least;
  private final double most;

  private AdaptiveInflation(Method method, Localization localization, double initial, double deviation,
      double lowestDeviation, double damping, double least, double most) {
    this.method = Objects.requireNonNull(method, "method");
    this.localization = localization;
    this.initial = initial;
    this.deviation = deviation;
    this.lowestDeviation = lowestDeviation;
    this.damping = damping;
    this.least = least;
    this.most = most;
    if (!(least > 0.0 && least <= most && most <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("AdaptiveInflation: bounds must be positive, finite and in order, but are "
          + least + " and " + most);
    }
    if (!(initial >= least && initial <= most)) {
      throw new IllegalArgumentException("AdaptiveInflation: the first factor must be within the bounds " + least
          + " and " + most + ", but is " + initial);
    }
    if (!(lowestDeviation >= 0.0 && lowestDeviation <= deviation && deviation > 0.0 && deviation <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("AdaptiveInflation: the deviation must be positive and finite, and the lowest "
          + "one not negative and no larger, but they are " + deviation + " and " + lowestDeviation);
    }
    if (!(damping >= 0.0 && damping <= 1.0)) {
      throw new IllegalArgumentException("AdaptiveInflation: damping must be in [0, 1], but is " + damping);
    }
  }

  /**
   * A method with its usual numbers: λ begins with 1 and stays in [1, 10⁶], undamped, with the method's own deviation,
   * which is kept.
   *
   * @param method       how λ is estimated
   * @param localization where variables are and how far observations reach, or null for everywhere alike
   * @return the inflation
   */
  public static AdaptiveInflation of(Method method, Localization localization) {
    return new AdaptiveInflation(method, localization, 1.0, method.deviation, method.lowest, 1.0, 1.0, 1e6);
  }

  /**
   * With another λ to begin with.
   *
   * @param factor the first λ of every variable
   * @return a new inflation
   * @throws IllegalArgumentException if it is not within the bounds
   */
  public AdaptiveInflation withInitial(double factor) {
    return new AdaptiveInflation(method, localization, factor, deviation, lowestDeviation, damping, least, most);
  }

  /**
   * With other standard deviations of λ: large ones follow the innovations fast, small ones average over many.
   *
   * @param first  at the beginning
   * @param lowest where it stops shrinking; equal to the first, it stays (Miyoshi's always does)
   * @return a new inflation
   * @throws IllegalArgumentException if the first is not positive or the lowest larger or negative
   */
  public AdaptiveInflation withDeviation(double first, double lowest) {
    if (method == Method.MIYOSHI_2011 && first != lowest) {
      throw new IllegalArgumentException("AdaptiveInflation: " + method.label
          + " keeps the deviation, so that the lowest must be the first, " + first + ", but is " + lowest);
    }
    return new AdaptiveInflation(method, localization, initial, first, lowest, damping, least, most);
  }

  /**
   * With a pull towards 1 every cycle, which takes λ back where observations have gone.
   *
   * @param newDamping what is left of λ − 1, from 0 to 1 (no pull; DART's usual 0.9)
   * @return a new inflation
   * @throws IllegalArgumentException if it is out of range
   */
  public AdaptiveInflation withDamping(double newDamping) {
    return new AdaptiveInflation(method, localization, initial, deviation, lowestDeviation, newDamping, least, most);
  }

  /**
   * With other bounds.
   *
   * @param newLeast smallest λ
   * @param newMost  largest λ
   * @return a new inflation
   * @throws IllegalArgumentException if they are not positive, finite and in order, or the first λ is outside
   */
  public AdaptiveInflation withBounds(double newLeast, double newMost) {
    return new AdaptiveInflation(method, localization, initial, deviation, lowestDeviation, damping, newLeast, newMost);
  }

  /**
   * The field before the first cycle.
   *
   * @param size number of state variables
   * @return a new field
   */
  public InflationField start(int size) {
    return InflationField.uniform(size, initial, deviation);
  }

  Method method() {
    return method;
  }

  Localization localization() {
    return localization;
  }

  double lowestDeviation() {
    return lowestDeviation;
  }

  /** Damped and within bounds: what is left of λ at the end of a cycle. */
  double ended(double factor) {
    return bounded(damping == 1.0 ? factor : 1.0 + damping * (factor - 1.0));
  }

  double bounded(double factor) {
    return factor < least ? least : factor > most ? most : factor;
  }

  @Override
  public String toString() {
    return method.label + "[" + (localization == null ? "global" : localization) + ", from " + initial + " ± "
        + deviation
        + ", deviation at least " + lowestDeviation + ", damping " + damping + ", in [" + least + ", " + most + "]]";
  }
}
