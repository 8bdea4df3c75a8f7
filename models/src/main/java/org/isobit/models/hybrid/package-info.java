/**
 * Dynamical models with a learned part: a model of physics, each step of which a correction follows that a network or a
 * regression makes of the state (Brajard, Carrassi, Bocquet and Bertino 2021, Phil. Trans. R. Soc. A 379, 20200086).
 */
package org.isobit.models.hybrid;
