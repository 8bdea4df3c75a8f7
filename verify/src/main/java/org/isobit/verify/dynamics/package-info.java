/** Conformance of what advances models. */
package org.isobit.verify.dynamics;
