/** Conformance of systems of vertical columns. */
package org.isobit.verify.column;
