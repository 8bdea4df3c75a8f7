/**
 * Filters with an analysis for each point from the observations near it (LETKF, LESTKF, LETKFN), the first two also
 * with transforms on a coarse grid; what happens at the points is {@link org.isobit.linalg.local.LocalAnalysis}.
 */
package org.isobit.models.assimilation.local;
