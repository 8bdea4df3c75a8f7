/** Conformance of vertical columns: systems of equations, sinking, optical depths. */
package org.isobit.verify.column;
