/** Times works in Java virtual machines of their own, in rounds. */
package org.isobit.bench.timed;
