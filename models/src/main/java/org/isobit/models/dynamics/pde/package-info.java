/** Models that are partial differential equations on a grid: one file each, beside its paper. */
package org.isobit.models.dynamics.pde;
