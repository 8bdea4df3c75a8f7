/** Conformance of attention. */
package org.isobit.verify.attention;
