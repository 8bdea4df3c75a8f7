/**
 * Networks and their training: layers, objectives, optimisers, trainers, ensembles.
 *
 * <p>{@link org.isobit.models.learning.layers.Layers} makes layers; {@link org.isobit.models.learning.Network} chains
 * them and differentiates; a {@link org.isobit.models.learning.training.Trainer} minimises an
 * {@link org.isobit.models.learning.training.Objective} over one flat vector of parameters, which the caller owns.
 * Descriptions (layers, settings, schedules) are the same for both precisions; what holds numbers is {@code X} for
 * double and {@code FloatX} for float.
 *
 * <p>Class EXACT, as kernels are: weights after training are a function of initial weights, data, settings and seed, to
 * the last bit; not of threads, vector width or backend, nor of where a run was interrupted. Batches are never split
 * among threads; independent runs are what goes in parallel.
 *
 * <p>An embedder needs nothing from our commands: listeners show progress.
 */
package org.isobit.models.learning;

