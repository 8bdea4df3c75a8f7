/** Elementary functions with the same bits everywhere. */
package org.isobit.kernels.elementary;
