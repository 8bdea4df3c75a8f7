/** Conformance cases of the factorisations. */
package org.isobit.verify.linalg;
