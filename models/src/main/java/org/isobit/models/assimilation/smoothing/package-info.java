/**
 * Smoothers and iterative methods: observations change earlier states too, or are assimilated in several steps.
 */
package org.isobit.models.assimilation.smoothing;
