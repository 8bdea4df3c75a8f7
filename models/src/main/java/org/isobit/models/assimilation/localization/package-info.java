/**
 * Where variables and observations are, how weights fall off with distance, and which observations are near a point.
 */
package org.isobit.models.assimilation.localization;
