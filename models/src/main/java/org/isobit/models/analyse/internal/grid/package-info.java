/**
 * Where the points of a state are: grids, the fields on them, and what is between points.
 */
package org.isobit.models.analyse.internal.grid;
