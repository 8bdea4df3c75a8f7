/**
 * What training and layers share. No promise: other rooms of this module use it.
 */
package org.isobit.models.learning.internal;
