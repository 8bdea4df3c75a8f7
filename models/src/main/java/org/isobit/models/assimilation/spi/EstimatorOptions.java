package org.isobit.models.assimilation.spi;

import java.util.function.Supplier;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;

/**
 * What a method is given for one run; each takes what it needs.
 *
 * @param filter      what configurations tell it
 * @param model       takes states on in time
 * @param ensemble    the initial members, the method's own to write to; one for methods without members
 * @param initial     the law that initial states are drawn from, made when it is asked for
 * @param climatology mean and covariance of states over a long time, made when they are asked for
 */
public record EstimatorOptions(FilterOptions filter, ForecastModel model, Ensemble ensemble,
    Supplier<Gaussian> initial, Supplier<Gaussian> climatology) {}
