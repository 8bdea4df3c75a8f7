/**
 * The study of Brajard, Carrassi, Bocquet and Bertino (2021), "Combining data assimilation and machine learning to
 * infer unresolved scale parametrization", Phil. Trans. R. Soc. A 379, 20200086, arXiv:2009.04318, after their
 * published code: {@code isobit study hybrid-lorenz}.
 *
 * <p>Configuration, runs and report; what they are made of is in {@code dynamics} (the models), {@code assimilation}
 * (EnKF-N, noise of the model), {@code learning} (network, ridge regression), {@code hybrid} (a model with a learned
 * correction, and how it is learned), {@code diagnostics} and {@code scores}. A {@link
 * org.isobit.models.studies.hybridlorenz.Setting} says how analyses are made, and a {@link
 * org.isobit.models.studies.hybridlorenz.Job} is one piece of the study, whose record follows from it and the {@link
 * org.isobit.models.studies.hybridlorenz.Sizes} to the last bit, whatever threads and backend.
 *
 * <p>Where this differs from what was published: random numbers are Philox', not NumPy's and TensorFlow's; the batch
 * norm before the first convolution takes its moments over the 36 places, not over these and the four that periodic
 * padding repeats; forecasts start from 400 states, not 20.
 */
package org.isobit.models.studies.hybridlorenz;
