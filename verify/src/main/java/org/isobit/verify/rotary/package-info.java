/** Conformance of rotary positions. */
package org.isobit.verify.rotary;
