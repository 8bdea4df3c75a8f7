/** The ceilings of a card: arithmetic, memory, launches. */
package org.isobit.gpu.hardware;
