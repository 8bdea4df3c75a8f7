/**
 * What a configuration can name and say: entries of registries with what each is, where it is from and its keys, and
 * the description of sections, from which help, schema and messages come. Needs nothing but the JDK.
 */
package org.isobit.models.registry;
