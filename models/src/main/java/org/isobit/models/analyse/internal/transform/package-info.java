/**
 * Transforms of fields, in which the analysis is made.
 */
package org.isobit.models.analyse.internal.transform;
