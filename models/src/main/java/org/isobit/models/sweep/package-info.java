/**
 * Sweeps over the keys of a configuration, and tuning: products of values, scores of each, tables, heat maps, and
 * sequential halving over seeds. What is run and scored is somebody else's; {@code isobit twin} runs experiments.
 */
package org.isobit.models.sweep;
