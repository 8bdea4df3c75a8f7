/** Conformance of the elementary functions. */
package org.isobit.verify.elementary;
