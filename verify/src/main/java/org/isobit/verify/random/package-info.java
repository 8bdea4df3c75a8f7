/** Conformance of random draws. */
package org.isobit.verify.random;
