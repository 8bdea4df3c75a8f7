package org.isobit.models.assimilation.global;

import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.FiniteSizeCost;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * The finite-size ensemble Kalman filter EnKF-N, which takes from the innovations how much the forecast's spread has to
 * grow, so that it needs no inflation for sampling errors (Bocquet 2011, Nonlin. Processes Geophys. 18, 735–750;
 * Bocquet and Sakov 2012, ibid. 19, 383–399; Bocquet, Raanes and Hannart 2015, ibid. 22, 645–662).
 *
 * <p>With S = R^{-1/2}·Y, members × count, and d the innovation over error deviations, the mean moves by the weights of
 * least cost ½·|d − Sᵀ·w|² + ½·(N − 1)·c·ln(ε + w·w), with ε and c of {@link FiniteSize}. These are
 * w = (S·Sᵀ + ζ·I)⁻¹·S·d with ζ = (N − 1)·c/(ε + w·w), and anomalies are multiplied by
 * T = √(N − 1)·(S·Sᵀ + ζ·I)^{-1/2}: an ETKF after inflation of the forecast by l = √((N − 1)/ζ), which is at least
 * √(ε/c). {@link #withHessian} takes the cost's whole second derivative instead (Bocquet and Sakov 2012),
 * S·Sᵀ + ζ·I − 2·ζ/(ε + w·w)·w·wᵀ, with a spread that is wider along w.
 *
 * <p><b>Costs.</b> What the ETKF costs, and once more its product and its decomposition: with n the smaller of members
 * N and observations p, 2·n·N·p operations and about 5·n³ for the inflation, as many for the ETKF's weights, 2·N² for
 * each variable; the search itself takes about ten sums of n terms. The primal form and the whole Hessian take n = N,
 * and some dozen products of N². The observation operator is applied once. Memory beyond the states and observed
 * anomalies: about eight matrices of order N.
 *
 * <p><b>Errors.</b> As every filter; refused are also observations that are too accurate for the inflated forecast
 * ({@link org.isobit.models.assimilation.Filter#LARGEST_CONDITION} for l·S), innovations that no finite inflation
 * explains, and a second derivative that is not positive definite. A cycle without observations leaves the forecast,
 * but for inflation of one's own.
 *
 * <p><b>Checked against</b> DAPPER's inflation factor and its published scores of EnKF-N, the ETKF that it becomes with
 * many members, and its two forms against each other.
 *
 * <p>Immutable, thread-safe.
 */
public final class EnKFN implements InflatingFilter {

  private static final String NAME = "EnKFN";

  private final FiniteSize prior;
  private final boolean hessian;
  private final Inflation inflation;
  private final boolean rotation;

  /** The filter in its dual form, with xN = 1, without further inflation or rotation. */
  public EnKFN() {
    this(FiniteSize.USUAL, false, Inflation.none(), false);
  }

  private EnKFN(FiniteSize prior, boolean hessian, Inflation inflation, boolean rotation) {
    this.prior = Objects.requireNonNull(prior, "prior");
    this.hessian = hessian;
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  /**
   * The same filter with other assumptions of the forecast's error.
   *
   * @param newPrior the assumptions
   * @return a new filter
   */
  public EnKFN withPrior(FiniteSize newPrior) {
    return new EnKFN(newPrior, hessian, inflation, rotation);
  }

  /**
   * The same filter with, or without, the whole second derivative of the cost for the transform.
   *
   * @param newHessian whether to take all of it
   * @return a new filter
   */
  public EnKFN withHessian(boolean newHessian) {
    return new EnKFN(prior, newHessian, inflation, rotation);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public EnKFN withInflation(Inflation newInflation) {
    return new EnKFN(prior, hessian, newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public EnKFN withRotation(boolean newRotation) {
    return new EnKFN(prior, hessian, inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    GlobalTransform.run(NAME, ensemble, observations, cycle, inflation, rotation, this::update);
  }

  private void update(Analysis a) {
    int k = a.members;
    double[] t = a.workspace.doubles(EnKFN.class, "weights", k, k);
    double[] w = a.workspace.doubles(EnKFN.class, "mean weights", k);
    FiniteSizeCost cost = cost(a);
    double l = inflation(a, cost);
    if (hessian) {
      a.requireCondition(cost.hessianTransform(t, w), "");
    } else {
      // The ETKF of the inflated forecast: l times observed anomalies before, and l times weights of the plain ones.
      Anomalies.scale(k, a.count, l, a.s, 0, a.count, a.workers);
      SymmetricTransform.compute(a, k, t, w);
      Anomalies.scale(k, k, l * Math.sqrt(k - 1), t, 0, k, Workers.serial());
      Anomalies.scale(1, k, l, w, 0, k, Workers.serial());
    }
    GlobalTransform.apply(a, t, w);
  }

  /** The inflation of least cost, from the smaller of S·Sᵀ and Sᵀ·S if the dual form is all that is wanted. */
  private double inflation(Analysis a, FiniteSizeCost cost) {
    int k = a.members;
    int p = a.count;
    if (p < k && !hessian && prior.form() != FiniteSize.Form.PRIMAL) {
      double[] c = a.workspace.doubles(EnKFN.class, "products of observations", p, p);
      GlobalTransform.gram(a, true, c);
      return cost.ofObservations(k, p, c, a.innovation);
    }
    double[] g = a.workspace.doubles(EnKFN.class, "products of members", k, k);
    double[] b = a.workspace.doubles(EnKFN.class, "projected innovation", k);
    GlobalTransform.gram(a, false, g);
    Gemm.gemv(false, k, p, 1.0, a.s, 0, p, a.innovation, 0, 1, 0.0, b, 0, 1);
    return cost.ofMembers(k, g, b);
  }

  private FiniteSizeCost cost(Analysis a) {
    FiniteSizeCost cost = a.workspace.kept(EnKFN.class, "cost", FiniteSizeCost.class);
    if (cost == null || !cost.isOf(prior)) {
      cost = new FiniteSizeCost(NAME, prior);
      a.workspace.keep(EnKFN.class, "cost", cost);
    }
    return cost;
  }

  @Override
  public String toString() {
    return "EnKFN[" + prior + (hessian ? ", whole Hessian, " : ", ") + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    private static final String HESSIAN = "hessian";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("enkf-n", "finite-size ensemble Kalman filter, whose inflation comes from the innovations",
          "Bocquet 2011; Bocquet and Sakov 2012; Bocquet, Raanes and Hannart 2015");
    }

    @Override
    public String title() {
      return "EnKF-N";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(EnKFN.class,
          "DAPPER's arrays; published scores of L96-S08, L63-S12 and LUV; primal = dual",
          Trait.NONLINEAR_OPERATOR, Trait.DEVICE);
    }

    @Override
    public Reach reach() {
      return Reach.GLOBAL;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.PARTS);
    }

    @Override
    public Keys keys() {
      return FiniteSize.KEYS.and(
          Key.of(HESSIAN, Key.Form.FLAG, "whether the transform comes from the cost's whole second derivative")
              .usual(false));
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      return new EnKFN().withPrior(FiniteSize.of(o.own())).withHessian(o.own().flag(HESSIAN))
          .withInflation(o.inflation()).withRotation(o.rotation());
    }
  }
}
