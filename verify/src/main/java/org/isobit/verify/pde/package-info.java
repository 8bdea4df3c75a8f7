/** Conformance of what models of partial differential equations are made of. */
package org.isobit.verify.pde;
