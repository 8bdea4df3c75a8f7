package org.isobit.models.assimilation.smoothing;

import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;

/** {@link IEnKS} in configurations. */
public class IEnKSProvider extends SmootherProvider {

  private static final String MULTIPLE = "mda";
  private static final String BUNDLE = "bundle";
  private static final String ITERATIONS = "iterations";
  private static final String TOLERANCE = "tolerance";

  /** Each step runs through the whole window: one of more intervals is a slip of the keyboard. */
  private static final int LONGEST = 10_000;

  private static final Keys KEYS = Keys.of(
      Key.of(Smoothers.LAG, Form.INTEGER, "intervals between observations in the window, which each analysis shifts by "
          + "one").usual(1).between(1, LONGEST),
      Key.of(MULTIPLE, Form.FLAG, "whether an observation is assimilated in every window that it is in, with equal "
          + "weights that add up to 1, or once, when it is new").usual(false),
      Key.of(BUNDLE, Form.NUMBER, "width of the members that find sensitivities, such as 1e-4, as a share of the "
          + "anomalies; 0 is the transform variant, with members as wide as the posterior").usual(0.0).atLeast(0),
      Key.of(ITERATIONS, Form.INTEGER, "most Gauss-Newton steps of an analysis").usual(10).atLeast(1),
      Key.of(TOLERANCE, Form.NUMBER, "an analysis ends with a step whose squared length, a member, is at most this")
          .usual(1e-5).atLeast(0));

  /** For {@link java.util.ServiceLoader}. */
  public IEnKSProvider() {
    this("ienks", "IEnKS",
        "iterative ensemble Kalman smoother, which runs the members through its window again in each step",
        "Sakov, Oliver and Bertino 2012; Bocquet and Sakov 2012, 2013, 2014");
  }

  private IEnKSProvider(String label, String title, String sentence, String source) {
    super(label, title, sentence, source);
  }

  @Override
  public Keys keys() {
    return KEYS;
  }

  @Override
  public MethodProfile profile() {
    return MethodProfile.of(IEnKS.class,
        "published score of L63-B12; scores of DataAssimilationBenchmarks.jl; ETKF with a linear model",
        Trait.NONLINEAR_OPERATOR, Trait.SMOOTHER);
  }

  @Override
  public Estimator estimator(EstimatorOptions o) {
    return new IEnKS(o.model(), o.ensemble(), scheme(o.filter()));
  }

  /** What a configuration says. */
  IEnKSScheme scheme(FilterOptions o) {
    int lag = Smoothers.lag(o);
    double bundle = o.own().number(BUNDLE);
    o.own().require(IEnKSScheme.isWidth(bundle), BUNDLE, "be 0 or between " + IEnKSScheme.NARROWEST + " and 1");
    IEnKSScheme window = o.own().flag(MULTIPLE) ? IEnKSScheme.USUAL.withMultipleData(lag)
        : IEnKSScheme.USUAL.withSingleData(lag);
    return window.withBundle(bundle).withInflation(o.inflation()).withRotation(o.rotation())
        .withIterations(o.own().integer(ITERATIONS), o.own().number(TOLERANCE));
  }

  /** {@link IEnKS} with a finite-size prior in configurations. */
  public static final class FiniteSized extends IEnKSProvider {

    /** For {@link java.util.ServiceLoader}. */
    public FiniteSized() {
      super("ienks-n", "IEnKS-N", "iterative ensemble Kalman smoother with a finite-size prior, whose inflation comes "
          + "from the innovations", "Bocquet and Sakov 2012, 2013, 2014");
    }

    @Override
    public Keys keys() {
      return super.keys().and(FiniteSize.ASSUMPTIONS);
    }

    @Override
    IEnKSScheme scheme(FilterOptions o) {
      return super.scheme(o).withPrior(FiniteSize.of(o.own()));
    }
  }
}
