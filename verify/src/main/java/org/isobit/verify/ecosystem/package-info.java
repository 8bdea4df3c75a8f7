/** Conformance of ecosystems: flows between pools, and steps of the pools by them. */
package org.isobit.verify.ecosystem;
