/**
 * What programs can bring along: filters and observation operators of their own, found by
 * {@link java.util.ServiceLoader}.
 */
package org.isobit.models.assimilation.spi;
