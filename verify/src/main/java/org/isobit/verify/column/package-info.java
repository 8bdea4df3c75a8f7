/** Conformance of vertical columns: systems of equations, diffusion, sinking, optical depths. */
package org.isobit.verify.column;
