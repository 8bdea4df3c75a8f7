/**
 * The second system of Brajard, Carrassi, Bocquet and Bertino (2021), Phil. Trans. R. Soc. A 379, 20200086: MAOOAM with
 * 56 variables is the truth, and its 36 variables with fewer modes of the atmosphere are the truncated model. A network
 * learns from analyses what the truncated model lacks; {@code isobit study hybrid-maooam} scores what the hybrid then
 * forecasts.
 */
package org.isobit.models.studies.hybridmaooam;
