/**
 * Filters that take observations one by one, in two steps: the members of what is observed, then what they are
 * correlated with.
 */
package org.isobit.models.assimilation.serial;
