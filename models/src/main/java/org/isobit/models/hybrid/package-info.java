/**
 * Dynamical models with a learned part: a model of physics, each step of which a correction follows that a network or a
 * regression makes of the state (Brajard, Carrassi, Bocquet and Bertino 2021, Phil. Trans. R. Soc. A 379, 20200086),
 * and how that is learned. A {@link org.isobit.models.hybrid.Truncation} is a truth and a model with some of its
 * variables; {@link org.isobit.models.hybrid.TwinCycle} assimilates what is observed of the one into the other; {@link
 * org.isobit.models.hybrid.TendencySamples} are made of the analyses, {@link
 * org.isobit.models.hybrid.CorrectionTraining} trains a network on them, and {@link
 * org.isobit.models.hybrid.HybridModel} runs with it, from the same states as the truth by {@link
 * org.isobit.models.hybrid.FreeRun}.
 */
package org.isobit.models.hybrid;
