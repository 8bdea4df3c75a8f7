/** What the commands share: how arguments, errors and exit codes behave. */
package org.isobit.models.cli;
