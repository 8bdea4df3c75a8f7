/** The one list of kernels that tests, benchmarks, {@code isobit info} and the README's table are made from. */
package org.isobit.kernels.catalog;
