/**
 * The one list of kernels that tests, benchmarks, {@code isobit info} and the table in {@code kernels/catalogue.md} are
 * made from.
 */
package org.isobit.kernels.catalog;
