package org.isobit.models.assimilation.parameters;

import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.noise.ModelNoise;

/**
 * A model whose parameters are variables of its state (Friedland 1969, IEEE Trans. Autom. Control 14, 359–367;
 * Anderson 2001, Mon. Weather Rev. 129, 2884–2903): z = (x, s), and a step is that of the model with the
 * member's own parameters, which stay:
 *
 * <pre>
 *   x ← M(x; v(s))      s ← s
 * </pre>
 *
 * <p>A random walk of parameters is the {@link #walk noise} of this model in a
 * {@link org.isobit.models.assimilation.noise.NoisyModel}. An advance makes one model a member and costs as much as
 * theirs one by one; it knows no derivative. Immutable, thread-safe.
 */
public final class AugmentedModel implements ForecastModel {

  /** Models of one kind, by their parameters; thread-safe. */
  @FunctionalInterface
  public interface Family {

    /**
     * The model of some parameters.
     *
     * @param values of the parameters, in their order
     * @return the model, of always the same size
     * @throws IllegalArgumentException if there is none
     */
    ForecastModel with(double[] values);
  }

  private final Family family;
  private final List<Parameter> parameters;
  private final int states;
  private final double timeStep;

  /**
   * The model with its parameters.
   *
   * @param family     the models
   * @param parameters what is not known of them; at least one
   * @throws IllegalArgumentException if there is none, two have one name, or there is no model of their means
   */
  public AugmentedModel(Family family, List<Parameter> parameters) {
    this.family = Objects.requireNonNull(family, "family");
    this.parameters = List.copyOf(parameters);
    Checks.positive("AugmentedModel", "number of parameters", parameters.size());
    List<String> names = parameters.stream().map(Parameter::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("AugmentedModel: parameters " + names + " name one of them twice");
    }
    ForecastModel model = family.with(parameters.stream().mapToDouble(Parameter::mean).toArray());
    states = model.size();
    timeStep = model.timeStep();
  }

  /**
   * Number of variables of the model itself, which come first.
   *
   * @return the size of a state without parameters
   */
  public int states() {
    return states;
  }

  /**
   * What is estimated.
   *
   * @return the parameters, in the order in which they follow the state
   */
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public int size() {
    return states + parameters.size();
  }

  @Override
  public double timeStep() {
    return timeStep;
  }

  /**
   * States with parameters drawn for each member: s ~ N(s(mean), (ds/dv·deviation)²).
   *
   * @param members the states; copied
   * @param seed    key of the draws
   * @param stream  their stream; member m has the numbers from m·(number of parameters) on
   * @return a new ensemble
   * @throws IllegalArgumentException if the states are not the model's
   */
  public Ensemble ensemble(Ensemble members, long seed, long stream) {
    if (members.size() != states) {
      throw new IllegalArgumentException("AugmentedModel: the model has " + states + " variables but the members "
          + members.size());
    }
    Ensemble all = Ensemble.allocate(members.members(), size());
    int p = parameters.size();
    double[] xi = new double[p];
    for (int m = 0; m < members.members(); m++) {
      System.arraycopy(members.values(), members.index(m), all.values(), all.index(m), states);
      Philox.gaussian(seed, stream, (long) m * p, p, xi, 0);
      for (int j = 0; j < p; j++) {
        Parameter q = parameters.get(j);
        all.set(m, states + j, Math.fma(q.slope() * q.deviation(), xi[j], q.toState(q.mean())));
      }
    }
    return all;
  }

  /**
   * The steps of the parameters' random walks, s ← s + ds/dv·walk·ξ; states have none.
   *
   * @return noise of this model's states
   * @throws IllegalArgumentException if a step is so large that its variance overflows
   */
  public ModelNoise walk() {
    double[] variances = new double[size()];
    for (int j = 0; j < parameters.size(); j++) {
      double deviation = parameters.get(j).slope() * parameters.get(j).walk();
      variances[states + j] = deviation * deviation;
      if (!Double.isFinite(variances[states + j])) {
        throw new IllegalArgumentException("AugmentedModel: the variance of a step of parameter "
            + parameters.get(j).name() + ", whose walk is " + parameters.get(j).walk() + ", overflows");
      }
    }
    return ModelNoise.independent(variances);
  }

  /**
   * Advances every member with its parameters.
   *
   * @throws NumericalException if a member's parameters are not finite, or there is no model of them
   */
  @Override
  public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
    if (ensemble.size() != size()) {
      throw new IllegalArgumentException("AugmentedModel: the model has " + size() + " variables but the members "
          + ensemble.size());
    }
    ForecastModel[] models = new ForecastModel[ensemble.members()];
    for (int m = 0; m < models.length; m++) {
      models[m] = model(ensemble, m);
    }
    workers.run(models.length, (m, slot) -> models[m].advance(from, steps, Ensemble.of(ensemble.values(),
        ensemble.index(m), ensemble.ld(), 1, states), Workers.serial()));
  }

  private ForecastModel model(Ensemble ensemble, int member) {
    double[] values = values(ensemble, member);
    for (int j = 0; j < values.length; j++) {
      if (!Double.isFinite(values[j])) {
        throw new NumericalException("AugmentedModel: parameter " + parameters.get(j).name() + " is not finite in "
            + "member", member, values[j]);
      }
    }
    ForecastModel model;
    try {
      model = family.with(values);
    } catch (IllegalArgumentException e) {
      throw new NumericalException("AugmentedModel: there is no model of the parameters of a member, which bounds "
          + "would prevent (" + e.getMessage() + "); member", member, values[0]);
    }
    if (model.size() != states) {
      throw new IllegalArgumentException("AugmentedModel: with other parameters the model has " + model.size()
          + " variables in place of " + states);
    }
    return model;
  }

  /** The values of a member's parameters. */
  double[] values(Ensemble ensemble, int member) {
    double[] values = new double[parameters.size()];
    for (int j = 0; j < values.length; j++) {
      values[j] = parameters.get(j).toValue(ensemble.get(member, states + j));
    }
    return values;
  }

  @Override
  public String toString() {
    return "AugmentedModel" + parameters.stream().map(Parameter::name).toList();
  }
}
