/** Conformance of the reductions. */
package org.isobit.verify.reduce;
