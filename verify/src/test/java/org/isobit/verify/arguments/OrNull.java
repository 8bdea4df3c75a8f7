package org.isobit.verify.arguments;

/**
 * An object of which null is a documented value.
 *
 * @param object what legal calls have
 */
record OrNull(Object object) {}
