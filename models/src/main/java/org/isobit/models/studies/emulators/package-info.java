/**
 * Networks that learn models' steps: a U-Net the quasi-geostrophic model's, a transformer Lorenz-96's, an LSTM
 * Lorenz-63's from one observed variable, each against persistence and ridge regression.
 */
package org.isobit.models.studies.emulators;
