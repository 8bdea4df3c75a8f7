/**
 * What every filter does before and after its own step. No promise: other rooms of this module use it.
 */
package org.isobit.models.assimilation.internal;
