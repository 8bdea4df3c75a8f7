/**
 * Filters that take observations one by one.
 */
package org.isobit.models.assimilation.serial;
