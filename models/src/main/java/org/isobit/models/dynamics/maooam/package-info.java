/**
 * MAOOAM, the modular arbitrary-order ocean–atmosphere model: modes, their inner products, physical parameters with
 * presets, and the tensor of the equations of their amplitudes.
 */
package org.isobit.models.dynamics.maooam;
