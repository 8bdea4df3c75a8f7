/** Rotary positions: pairs of elements of queries and keys, turned by the angle of a token's position. */
package org.isobit.kernels.rotary;
