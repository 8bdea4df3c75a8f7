package org.isobit.models.assimilation.serial;

/** The normal law with the members' mean and unbiased variance: t = (x − μ)/σ. 5·N operations to fit, one to map. */
final class NormalMarginal implements Marginal {

  private double mean;
  private double deviation;

  @Override
  public boolean fit(double[] members) {
    mean = Moments.mean(members);
    deviation = Math.sqrt(Moments.variance(members, mean));
    return deviation > 0.0;
  }

  @Override
  public double probit(double value) {
    return (value - mean) / deviation;
  }

  @Override
  public double value(double probit) {
    return Math.fma(deviation, probit, mean);
  }
}
