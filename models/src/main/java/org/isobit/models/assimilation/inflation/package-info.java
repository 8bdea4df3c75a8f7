/**
 * Inflation estimated from innovations, and the fields that it fills.
 */
package org.isobit.models.assimilation.inflation;
