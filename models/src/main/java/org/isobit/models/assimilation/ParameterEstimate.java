package org.isobit.models.assimilation;

/**
 * What a method knows of a number that it estimates beside the state.
 *
 * @param name      its name
 * @param mean      the estimate
 * @param deviation its standard deviation; NaN where the method has none
 */
public record ParameterEstimate(String name, double mean, double deviation) {}
