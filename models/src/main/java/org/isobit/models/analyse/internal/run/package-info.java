/**
 * {@code isobit analyse} itself: the run, and the examples that it writes.
 */
package org.isobit.models.analyse.internal.run;
