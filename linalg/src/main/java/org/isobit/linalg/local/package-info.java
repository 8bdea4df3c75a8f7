/**
 * Local analyses of ensemble transform filters: for each target its own small problem, from the observations near it to
 * its analysed members. {@link org.isobit.linalg.local.LocalRules} has the switches that define the bits.
 */
package org.isobit.linalg.local;
