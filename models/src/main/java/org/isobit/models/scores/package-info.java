/**
 * Scores of ensembles against a known truth. Every accumulation has one written order, so a score's bits depend on its
 * inputs alone.
 */
package org.isobit.models.scores;
