/**
 * Reductions: along one logical vector on the contract's partials and tree, and across rows with one result a lane.
 */
package org.isobit.kernels.reduce;
