/**
 * Filters with one transform for the whole state; one file for each, read beside its paper.
 */
package org.isobit.models.assimilation.global;
