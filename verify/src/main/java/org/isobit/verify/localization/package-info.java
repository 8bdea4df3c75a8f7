/** Conformance of tapers and distances. */
package org.isobit.verify.localization;
