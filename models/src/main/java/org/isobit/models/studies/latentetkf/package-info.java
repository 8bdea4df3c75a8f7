/**
 * The study of Pasmans, Chen, Finn, Bocquet and Carrassi (2025), "Ensemble Kalman filter in latent space using a
 * variational autoencoder pair", Q. J. R. Meteorol. Soc. 152, e70070, arXiv:2502.12987, after their published code:
 * {@code isobit study latent-etkf}.
 *
 * <p>Configuration, runs and report; what they are made of is in {@code dynamics} (the circle), {@code errors},
 * {@code assimilation} (ETKF, ETKF-D, its latent form), {@code learning} (the autoencoder and its training) and
 * {@code scores}. A {@link org.isobit.models.studies.latentetkf.Setting} and a
 * {@link org.isobit.models.studies.latentetkf.Method} say what is run, a climatology and a run number with which random
 * numbers; together they are a {@link org.isobit.models.studies.latentetkf.Job}, whose scores follow from it and the
 * {@link org.isobit.models.studies.latentetkf.StudySettings} to the last bit, whatever threads and backend.
 *
 * <p>Where this differs from what was published: random numbers are Philox', not NumPy's and TensorFlow's; initial
 * weights are not truncated; networks run in float with this library's order of operations; indefinite S is clamped at
 * 0 where the published code takes the magnitude of negative eigenvalues.
 */
package org.isobit.models.studies.latentetkf;
