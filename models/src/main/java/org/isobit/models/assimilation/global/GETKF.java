package org.isobit.models.assimilation.global;

import java.util.Objects;
import java.util.Set;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * The gain form of the ensemble transform Kalman filter, with covariances localised in the state's space by modulated
 * members (Bishop, Whitaker and Lei 2017, Mon. Weather Rev. 145, 4575–4592).
 *
 * <p>Members times the patterns of a {@link Modulation}, Z = (w_1 ∘ A, …, w_L ∘ A) in the paper's column notation, have
 * the covariance ρ ∘ P. With their observed anomalies Ŝ, M × count, and those of the members, S, N × count, both over
 * error deviations, Ŝ·Ŝᵀ = C·Γ·Cᵀ of order M = N·L and c = N − 1: the mean moves by Z·C·(Γ + c·I)⁻¹·Cᵀ·Ŝ·d, which is
 * the Kalman gain of ρ ∘ P; and each of the N members, not the M modulated ones, is updated by the modified gain that
 * takes Z to its ETKF analysis, A ← A − Z·C·(I − √c·(Γ + c·I)^{-1/2})·Γ⁻¹·Cᵀ·Ŝ·Sᵀ. With one pattern that is 1
 * everywhere it is {@link ETKF}, member for member.
 *
 * <p>The operator H sees mean + w_l ∘ A; observed anomalies are those from the mean over the members of a pattern. So
 * observations need no places, and what is localised is the state: correlations between any of its points, seen by any
 * observation, an integral over many points too. Errors may be correlated at will.
 *
 * <p>Tests hold the mean to the Kalman filter with the covariance ρ ∘ P, the members to the modified gain of Whitaker
 * and Hamill (2002), K̃ = ρ∘P·Hᵀ·D^{-1/2}·(D^{1/2} + I)⁻¹ with D = H·ρ∘P·Hᵀ + I for whitened observations, both written
 * with another program's linear algebra (EJML), and a trivial modulation to ETKF and to DAPPER's arrays of it.
 *
 * <p>With p observations and n variables it costs 2·N²·L·n + O(M·p·(N + p) + p³) operations, with at least as many
 * observations as modulated members 2·N²·L·n + O(M²·(N + p) + M³); 4·N × n and M × (N + p) elements beside the
 * ensemble; and N·(L + 1) evaluations of H. The patterns cost n³ once ({@link Modulation}), so that it is for states of
 * some thousand points, or fewer points with many fields.
 *
 * <p>A cycle without observations still inflates, the factors inside the transform included ({@link Inflation}).
 *
 * <p>Immutable, thread-safe.
 */
public final class GETKF implements InflatingFilter {

  private final Modulation modulation;
  private final Inflation inflation;
  private final boolean rotation;

  /**
   * The filter without inflation or rotation.
   *
   * @param modulation patterns that members are multiplied by
   */
  public GETKF(Modulation modulation) {
    this(modulation, Inflation.none(), false);
  }

  private GETKF(Modulation modulation, Inflation inflation, boolean rotation) {
    this.modulation = Objects.requireNonNull(modulation, "modulation");
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public GETKF withInflation(Inflation newInflation) {
    return new GETKF(modulation, newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public GETKF withRotation(boolean newRotation) {
    return new GETKF(modulation, inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    GlobalTransform.run("GETKF", ensemble, observations, cycle, inflation, rotation, this::update);
  }

  private void update(Analysis a) {
    int size = modulation.points() * modulation.fields();
    if (a.size != size) {
      throw new IllegalArgumentException("GETKF: the modulation is for " + size + " variables, but a state has "
          + a.size);
    }
    ModulatedGain.update(a, modulation);
  }

  @Override
  public String toString() {
    return "GETKF[" + modulation + ", " + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    private static final String SHARE = "modulation";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("getkf", "gain-form ETKF, localised in the state's space by modulated members",
          "Bishop, Whitaker and Lei 2017");
    }

    @Override
    public String title() {
      return "GETKF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(GETKF.class,
          "Kalman filter with the tapered covariance, by EJML; DAPPER's ETKF with a trivial modulation",
          Trait.NONLINEAR_OPERATOR, Trait.DEVICE);
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION);
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of(SHARE, Form.NUMBER, "share of the taper's variance that the eigenvectors hold by which "
          + "members are modulated, above 0").between(0.0, 1.0).usual(0.99));
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      return new GETKF(Modulation.of(o.localization(), o.own().number(SHARE))).withInflation(o.inflation())
          .withRotation(o.rotation());
    }
  }
}
