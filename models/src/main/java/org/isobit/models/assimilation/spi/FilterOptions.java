package org.isobit.models.assimilation.spi;

import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.registry.Values;

/**
 * What a filter can be told; each takes what it has.
 *
 * @param inflation    inflation
 * @param rotation     whether a random mean-preserving rotation follows each analysis
 * @param localization localisation, or null
 * @param batch        neighbouring points that share one local transform
 * @param unobserved   what happens where no observation is near
 * @param order        the order in which a serial filter takes the observations
 * @param own          values of the keys that it alone has
 */
public record FilterOptions(Inflation inflation, boolean rotation, Localization localization, int batch,
    UnobservedPoints unobserved, ObservationOrder order, Values own) {}
