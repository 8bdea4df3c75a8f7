/**
 * Twin experiments: a truth run, synthetic observations, filters, scores; {@code isobit twin}.
 */
package org.isobit.models.twin;
