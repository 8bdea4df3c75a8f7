package org.isobit.verify.arguments;

/**
 * An object for which null is a documented value.
 *
 * @param content what a legal call passes
 */
record Omissible(Object content) {}
