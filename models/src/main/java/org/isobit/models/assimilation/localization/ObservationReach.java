package org.isobit.models.assimilation.localization;

/**
 * For each observation the points and the observations that it reaches. Immutable, thread-safe.
 *
 * @param points       of the state, one source for each observation
 * @param observations reached, one source for each observation
 */
public record ObservationReach(TargetBlocks points, TargetBlocks observations) {}
