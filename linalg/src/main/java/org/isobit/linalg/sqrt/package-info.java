/** Symmetric square roots and inverse square roots. */
package org.isobit.linalg.sqrt;
