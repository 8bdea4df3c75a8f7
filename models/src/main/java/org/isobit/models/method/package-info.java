/** Filters with their options as configuration files name them, the same for every command. */
package org.isobit.models.method;
