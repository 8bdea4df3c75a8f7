/** Whole minimisations, and the standard functions that they minimise. */
package org.isobit.verify.linalg.minimization;
