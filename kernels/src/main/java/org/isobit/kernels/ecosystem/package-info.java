/**
 * What models of plankton are made of: the flows between the pools of an ecosystem, all computed of one state, and the
 * transfers that change the pools by them, so that their sum is kept; one column of water a lane.
 */
package org.isobit.kernels.ecosystem;
